"""The tables of the watch. A feed and its articles belong to no guild: what a guild follows, keeps
and decides is in the tables after them.
"""

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

from storage.columns import Instant, Json, RowId, Snowflake, member_id
from storage.schema import guild, metadata, number

# A source as the whole process visits it: once, however many guilds follow it. It belongs to
# nobody, so it has no guild, and nothing of a guild is in it.
feed = Table(
    "feed",
    metadata,
    Column("id", RowId, primary_key=True),
    # What makes it this feed and no other: the address in its comparison form, kind, selectors.
    Column("key", Text, nullable=False, unique=True),
    Column("address", Text, nullable=False),
    Column("kind", Text, nullable=False),  # feed, wordpress, page
    Column("selectors", Json),
    Column("title", Text, nullable=False, server_default=""),
    Column("site", Text, nullable=False, server_default=""),
    # Whether some guild follows it: nothing else is visited.
    Column("followed", Boolean, nullable=False, server_default=text("true")),
    # It answered 410: it is not visited until a moderator says so.
    Column("gone", Boolean, nullable=False, server_default=text("false")),
    # Where a permanent redirect leads, until a moderator has answered.
    Column("moved_to", Text, nullable=False, server_default=""),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("body_hash", Text, nullable=False, server_default=""),
    Column("memory", Json),
    # Its first reading is learned, not announced.
    Column("learned", Boolean, nullable=False, server_default=text("false")),
    Column("next_at", Instant, nullable=False),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("fence", Integer, nullable=False, server_default="0"),
    Column("checked_at", Instant),
    Column("ok_at", Instant),
    Column("newest_at", Instant),  # when something new last came
    Column("interval_minutes", Integer, nullable=False, server_default="60"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", Instant),
    Column("error", Text, nullable=False, server_default=""),
    Column("told_failing", Boolean, nullable=False, server_default=text("false")),
    # Sobriety: visits, those that cost nearly nothing, and what the others weighed.
    Column("visits", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("bytes_read", BigInteger, nullable=False, server_default="0"),
    Index(
        "ix_feed_due",
        "next_at",
        sqlite_where=text("followed AND NOT gone"),
        postgresql_where=text("followed AND NOT gone"),
    ),
)

feed_item = Table(
    "feed_item",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("summary", Text, nullable=False, server_default=""),
    Column("author", Text, nullable=False, server_default=""),
    Column("published", Instant),
    Column("updated", Instant),
    Column("seen_at", Instant, nullable=False),
    ForeignKeyConstraint(["feed_id"], ["feed.id"]),
    Index(None, "feed_id", "id"),
)

# The keys by which an article is known again; a key that several articles bear decides nothing.
feed_item_key = Table(
    "feed_item_key",
    metadata,
    Column("feed_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("item_id", BigInteger, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["item_id"], ["feed_item.id"]),
    Index(None, "item_id"),
)

topic = Table(
    "topic",
    metadata,
    guild(),
    number(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("emoji", Text, nullable=False, server_default=""),
    Column("accent", Text, nullable=False, server_default="info"),
    Column("channel_id", Snowflake),
    Column("role_id", Snowflake),
    # "message", "thread" (an alert opens its thread) or "forum" (an alert is a post)
    Column("place", Text, nullable=False, server_default="message"),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    Column("revision", Integer, nullable=False, server_default="0"),
    UniqueConstraint("guild_id", "folded"),
)

# What a guild follows.
source = Table(
    "source",
    metadata,
    guild(),
    number(),
    Column("feed_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("mode", Text, nullable=False),  # hand, auto, digest
    Column("topic", Integer),
    Column("state", Text, nullable=False),  # live, paused, removed
    member_id("added_by", forget="anonymise", nullable=True),
    Column("added_at", Instant, nullable=False),
    # The last article of the feed that this guild has dealt with.
    Column("read_to", BigInteger, nullable=False, server_default="0"),
    Column("revision", Integer, nullable=False, server_default="0"),
    UniqueConstraint("guild_id", "feed_id"),
    ForeignKeyConstraint(["feed_id"], ["feed.id"]),
    ForeignKeyConstraint(["guild_id", "topic"], ["topic.guild_id", "topic.number"]),
    Index(None, "feed_id"),
)

watch_rule = Table(
    "watch_rule",
    metadata,
    guild(),
    number(),
    Column("source", Integer),  # NULL: every source
    Column("place", Text, nullable=False),  # title, summary, source, anywhere
    Column("words", Text, nullable=False),
    Column("expression", Boolean, nullable=False, server_default=text("false")),
    Column("action", Text, nullable=False),  # drop, keep, topic, publish
    Column("topic", Integer),
    member_id("made_by", forget="anonymise", nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    ForeignKeyConstraint(["guild_id", "source"], ["source.guild_id", "source.number"]),
    ForeignKeyConstraint(["guild_id", "topic"], ["topic.guild_id", "topic.number"]),
)

# One piece of news in one guild, whatever sources carry it.
story = Table(
    "story",
    metadata,
    guild(),
    number(),
    # queued, scheduled, published, waiting (for the digest), digested, rejected, dropped
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("summary", Text, nullable=False, server_default=""),
    Column("author", Text, nullable=False, server_default=""),
    Column("topic", Integer),
    Column("published", Instant),  # as its source says
    Column("found_at", Instant, nullable=False),
    member_id("suggested_by", forget="anonymise", nullable=True),
    # A moderator's own words above it.
    Column("comment", Text, nullable=False, server_default=""),
    Column("edited", Boolean, nullable=False, server_default=text("false")),
    member_id("first_yes", forget="null", nullable=True),  # a yes of nobody counts for nothing
    member_id("decided_by", forget="anonymise", nullable=True),
    Column("decided_at", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Column("publish_at", Instant),
    Column("rule", Integer),
    # Another story that this one may repeat: said to moderators, never decided for them.
    Column("like", Integer),
    Column("is_call", Boolean, nullable=False, server_default=text("false")),
    Column("deadline", Text),  # a day, as 2027-03-31
    Column("deadline_minute", Integer),
    Column("deadline_quote", Text, nullable=False, server_default=""),
    Column("deadline_confirmed", Boolean, nullable=False, server_default=text("false")),
    # What a source has said since, until a moderator answers: {"day", "minute", "quote"}
    Column("deadline_offered", Json),
    Column("channel_id", Snowflake),  # where it was published
    Column("thread_id", Snowflake),  # where those who answer together talk
    Column("revision", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(["guild_id", "topic"], ["topic.guild_id", "topic.number"]),
    Index(None, "guild_id", "state", "number"),
    Index(None, "guild_id", "decided_at"),
    Index(None, "guild_id", "deadline"),
    Index(
        "ix_story_planned",
        "publish_at",
        sqlite_where=text("state = 'scheduled'"),
        postgresql_where=text("state = 'scheduled'"),
    ),
)

# Which sources carry a story, with the article of each.
story_source = Table(
    "story_source",
    metadata,
    guild(),
    Column("story", Integer, primary_key=True, autoincrement=False),
    Column("source", Integer, primary_key=True, autoincrement=False),
    Column("item_id", BigInteger, primary_key=True, autoincrement=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["guild_id", "story"], ["story.guild_id", "story.number"]),
    ForeignKeyConstraint(["guild_id", "source"], ["source.guild_id", "source.number"]),
    Index(None, "guild_id", "source", "at"),
    Index(None, "item_id"),
)

# The links by which a story is known again, from whatever source it comes; and what its title
# is likened by (key "t:…", which several stories may bear).
story_key = Table(
    "story_key",
    metadata,
    guild(),
    Column("key", Text, primary_key=True),
    Column("story", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["guild_id", "story"], ["story.guild_id", "story.number"]),
    Index(None, "guild_id", "story"),
)

# Who is interested in answering a call, and who wants to be reminded of it.
story_person = Table(
    "story_person",
    metadata,
    guild(),
    Column("story", Integer, primary_key=True, autoincrement=False),
    member_id("user_id", forget="delete-row", primary_key=True),
    Column("organisation", Integer),
    Column("interested", Boolean, nullable=False, server_default=text("false")),
    Column("remind", Boolean, nullable=False, server_default=text("false")),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["guild_id", "story"], ["story.guild_id", "story.number"]),
)

# What a member wants to be told of: a topic or a word, at once or in a digest.
follow = Table(
    "follow",
    metadata,
    guild(),
    number(),
    member_id("user_id", forget="delete-row", nullable=False),
    Column("topic", Integer),
    Column("words", Text, nullable=False, server_default=""),
    Column("channel_id", Snowflake),  # NULL: by private message
    Column("rhythm", Text, nullable=False),  # now, digest
    Column("made_at", Instant, nullable=False),
    ForeignKeyConstraint(["guild_id", "topic"], ["topic.guild_id", "topic.number"]),
    Index(None, "guild_id", "user_id"),
)

# Digests that were owed, so that none is owed twice: those of the network (person 0) and of each
# person who follows something.
digest = Table(
    "digest",
    metadata,
    guild(),
    Column("day", Text, primary_key=True),
    member_id("person", forget="delete-row", primary_key=True),
    Column("at", Instant, nullable=False),
    Column("stories", Integer, nullable=False),
)

# The words of what was approved, stemmed (domain/watch/words.py), for the full-text index of each
# engine; the guild is one of the words.
archive = Table(
    "archive",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("story", Integer, nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("guild_id", "story"),
    ForeignKeyConstraint(["guild_id", "story"], ["story.guild_id", "story.number"]),
)

FULL_TEXT = {
    # It holds its own words: an index over archive would need triggers (docs/decisions/0001).
    "sqlite": "CREATE VIRTUAL TABLE archive_text USING fts5(words, detail=none)",
    "postgresql": "CREATE INDEX archive_text ON archive USING gin (to_tsvector('simple', words))",
}
"""What a table cannot say: the full-text index of each engine; storage/archive.py fills it."""

for _engine, _statement in FULL_TEXT.items():
    _index = DDL(_statement)  # type: ignore[no-untyped-call]
    event.listen(archive, "after_create", _index.execute_if(dialect=_engine))
_gone = DDL("DROP TABLE archive_text")  # type: ignore[no-untyped-call]
event.listen(archive, "after_drop", _gone.execute_if(dialect="sqlite"))
