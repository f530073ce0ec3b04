"""Every table. Keys carry the guild, so that nothing of one guild can name a row of another.

A column that holds a person is made by ``member_id`` and says what forgetting that person does to
it; a test walks the tables, so that none can be added without saying so.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Instant, Json, RowId, Snowflake, member_id
from storage.schema import guild, metadata, number
from storage.watch_tables import (
    archive,
    digest,
    feed,
    feed_item,
    feed_item_key,
    follow,
    source,
    story,
    story_key,
    story_person,
    story_source,
    topic,
    watch_rule,
)

__all__ = [
    "LIVE_STATES",
    "archive",
    "attachment",
    "card",
    "counter",
    "digest",
    "draft",
    "feed",
    "feed_item",
    "feed_item_key",
    "follow",
    "import_batch",
    "item",
    "journal",
    "loan",
    "loan_return",
    "member",
    "metadata",
    "organisation",
    "owed",
    "parked",
    "photo",
    "reminder",
    "seen",
    "setting",
    "source",
    "story",
    "story_key",
    "story_person",
    "story_source",
    "topic",
    "watch_rule",
]

# What people see numbered (#12), per guild and kind.
counter = Table(
    "counter",
    metadata,
    guild(),
    Column("kind", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    guild(),
    Column("key", Text, primary_key=True),
    Column("value", Json, nullable=False),
)

# One interaction has one effect, however often it is delivered.
seen = Table(
    "seen",
    metadata,
    Column("interaction_id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("at", Instant, nullable=False),
    member_id("actor", forget="anonymise", nullable=True),
    Column("act", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("number", Integer),
    Column("facts", Json, nullable=False),
    Index(None, "guild_id", "thing", "number"),
)

organisation = Table(
    "organisation",
    metadata,
    guild(),
    number(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("basin", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    UniqueConstraint("guild_id", "folded"),
)

member = Table(
    "member",
    metadata,
    guild(),
    member_id("user_id", forget="delete-row", primary_key=True),
    Column("name", Text, nullable=False),
    Column("locale", Text),
    Column("seen_locale", Text),
    Column("quiet_start", Integer),
    Column("quiet_end", Integer),
    Column("speaks_as", Integer),
    Column("left_at", Instant),
)

attachment = Table(
    "attachment",
    metadata,
    guild(),
    member_id("user_id", forget="delete-row", primary_key=True),
    Column("organisation", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    ForeignKeyConstraint(
        ["guild_id", "organisation"], ["organisation.guild_id", "organisation.number"]
    ),
    Index(None, "guild_id", "organisation"),
)

photo = Table(
    "photo",
    metadata,
    guild(),
    number(),
    Column("content_type", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

# Columns that change together with one spreadsheet, so that its import can be undone.
import_batch = Table(
    "import_batch",
    metadata,
    guild(),
    number(),
    Column("thing", Text, nullable=False),
    Column("at", Instant, nullable=False),
    member_id("by", forget="anonymise", nullable=True),
    Column("undo", Json, nullable=False),
    Column("undone_at", Instant),
)

item = Table(
    "item",
    metadata,
    guild(),
    number(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("owner_organisation", Integer),
    member_id(
        "owner_member",
        forget="keep: what they own stays theirs until it is withdrawn",
        nullable=True,
    ),
    Column("basin", Text, nullable=False, server_default=""),
    Column("units", Integer, nullable=False),
    Column("out_of_order", Integer, nullable=False, server_default="0"),
    Column("value_cents", BigInteger),
    Column("rate_cents", BigInteger),
    Column("rate_source", Text, nullable=False, server_default=""),
    Column("place", Text, nullable=False, server_default=""),
    Column("conditions", Text, nullable=False, server_default=""),
    Column("photo", Integer),
    Column("rules", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(
        ["guild_id", "owner_organisation"], ["organisation.guild_id", "organisation.number"]
    ),
    ForeignKeyConstraint(["guild_id", "photo"], ["photo.guild_id", "photo.number"]),
    CheckConstraint("units >= 0 AND out_of_order >= 0", name="counted"),
    CheckConstraint("owner_organisation IS NOT NULL OR owner_member IS NOT NULL", name="owned"),
    Index(None, "guild_id", "folded"),
    Index(None, "guild_id", "owner_organisation"),
)

LIVE_STATES = "state IN ('requested', 'countered', 'approved', 'out')"

loan = Table(
    "loan",
    metadata,
    guild(),
    number(),
    Column("item", Integer, nullable=False),
    member_id("borrower", forget="anonymise", nullable=True),
    Column("borrower_organisation", Integer),
    Column("quantity", Integer, nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("first_due", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("own", Boolean, nullable=False, server_default=text("false")),
    Column("project", Text, nullable=False, server_default=""),
    Column("requested_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("offered_start", Instant),
    Column("offered_end", Instant),
    Column("asked_end", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Column("out_at", Instant),
    Column("returned_at", Instant),
    Column("back", Integer, nullable=False, server_default="0"),
    Column("broken", Integer, nullable=False, server_default="0"),
    Column("lost", Integer, nullable=False, server_default="0"),
    member_id("reporter", forget="anonymise", nullable=True),
    Column("reporter_owns", Boolean, nullable=False, server_default=text("false")),
    Column("revision", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(["guild_id", "item"], ["item.guild_id", "item.number"]),
    CheckConstraint('"start" < "end"', name="forwards"),
    CheckConstraint("quantity > 0", name="some"),
    # Availability reads only live loans and those just returned, however many lie in the past.
    Index(
        "ix_loan_live",
        "guild_id",
        "item",
        sqlite_where=text(LIVE_STATES),
        postgresql_where=text(LIVE_STATES),
    ),
    Index(
        "ix_loan_back",
        "guild_id",
        "item",
        "returned_at",
        sqlite_where=text("state = 'returned'"),
        postgresql_where=text("state = 'returned'"),
    ),
    Index("ix_loan_of", "guild_id", "borrower", "state"),
    Index("ix_loan_for", "guild_id", "borrower_organisation", "state"),
    Index(
        "ix_loan_ending",
        "state",
        "end",
        sqlite_where=text(LIVE_STATES),
        postgresql_where=text(LIVE_STATES),
    ),
)

# What came back, piece by piece, as reported; the other side confirms or contests it.
loan_return = Table(
    "loan_return",
    metadata,
    guild(),
    Column("loan", Integer, primary_key=True, autoincrement=False),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    member_id("by", forget="anonymise", nullable=True),
    Column("back", Integer, nullable=False),
    Column("broken", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("condition", Text, nullable=False, server_default=""),
    Column("photo", Integer),
    Column("verdict", Text, nullable=False, server_default="reported"),
    member_id("verdict_by", forget="anonymise", nullable=True),
    ForeignKeyConstraint(["guild_id", "loan"], ["loan.guild_id", "loan.number"]),
)

# What a preview showed, kept until its button is pressed: a button carries only a number.
draft = Table(
    "draft",
    metadata,
    guild(),
    number(),
    member_id("user_id", forget="delete-row", nullable=False),
    Column("facts", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

# One row a message that the bot owes; see services/outbox.py.
owed = Table(
    "owed",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    # Exactly one of a channel or a person.
    Column("channel_id", Snowflake),
    member_id("person", forget="delete-row", nullable=True),
    Column("facts", Json, nullable=False),
    # "loan:12" when the message, once sent, is that loan's living card.
    Column("card", Text),
    Column("body", Json),
    Column("nonce", Text, nullable=False, unique=True),
    Column("mark", Integer, nullable=False, unique=True),
    # owed, claimed, sent, unsure, held, dead, expired, dropped
    Column("state", Text, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("first_try_at", Instant),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("fence", Integer, nullable=False, server_default="0"),
    # Where it was really sent: a private message's channel is known only then.
    Column("sent_channel_id", Snowflake),
    Column("message_id", Snowflake),
    Column("sent_at", Instant),
    Column("last_error", Text),
    UniqueConstraint("guild_id", "key"),
    CheckConstraint("(channel_id IS NULL) <> (person IS NULL)", name="one_target"),
    Index(
        "ix_owed_due",
        "not_before",
        sqlite_where=text("state IN ('owed', 'claimed')"),
        postgresql_where=text("state IN ('owed', 'claimed')"),
    ),
)

# A message that shows a thing and is redrawn when the thing changes: wanted > drawn is a debt.
card = Table(
    "card",
    metadata,
    guild(),
    Column("thing", Text, primary_key=True),
    number(),
    # 'channel' or 'person:<id>': the same loan is shown in a channel and in private messages.
    Column("audience", Text, primary_key=True),
    member_id("person", forget="delete-row", nullable=True),
    # What draws it, kept here because sent messages are forgotten after a month.
    Column("kind", Text, nullable=False, server_default=""),
    Column("facts", Json),
    Column("channel_id", Snowflake),
    Column("message_id", Snowflake),
    # Negative: an older edit may have come last, so nobody knows what the message shows.
    Column("drawn", Integer, nullable=False, server_default="0"),
    Column("wanted", Integer, nullable=False, server_default="0"),
    Column("not_before", Instant, nullable=False),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Index(
        "ix_card_stale",
        "not_before",
        sqlite_where=text("wanted > drawn AND message_id IS NOT NULL"),
        postgresql_where=text("wanted > drawn AND message_id IS NOT NULL"),
    ),
)

# A channel in which the bot lost a right: nothing is tried there until the right is back.
parked = Table(
    "parked",
    metadata,
    guild(),
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("since", Instant, nullable=False),
)

# Reminders that share a person and a slot point to one owed message.
reminder = Table(
    "reminder",
    metadata,
    guild(),
    Column("loan", Integer, primary_key=True, autoincrement=False),
    Column("due_at", Instant, primary_key=True),
    Column("kind", Text, primary_key=True),
    member_id("person", forget="delete-row", primary_key=True),
    Column("owed_key", Text, nullable=False),
    ForeignKeyConstraint(["guild_id", "loan"], ["loan.guild_id", "loan.number"]),
    Index(None, "guild_id", "owed_key"),
)
