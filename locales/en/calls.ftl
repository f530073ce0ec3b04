### Calls for projects: list, members' buttons, reminders, the common thread.

calls-title = ### 📣 { $count ->
    [one] One open call for projects
   *[other] { $count } open calls for projects
}
calls-title-none = ### 📣 Calls for projects
calls-none = No open call at the moment. You know one? `/watch suggest` brings it to the moderators.
calls-interested = { $organisations ->
    [0] Interested: { $people ->
        [one] one person
       *[other] { $people } people
    }
   *[other] { $people ->
        [0] Interested: { $names }
        [one] Interested: { $names } and one person
       *[other] Interested: { $names } and { $people } people
    }
}
calls-button-interest = We are interested
calls-button-together = Let’s answer together
calls-button-remind = Remind me
calls-button-agenda = Calendar
calls-button-event = Create the server event
calls-interest-on = ✅ Noted: **{ $organisation }** is interested in { $title }. Press again to undo it.
calls-interest-on-person = ✅ Noted: you are interested in { $title }. Press again to undo it.
calls-interest-off = Undone: you are no longer among those interested in { $title }.
calls-remind-on = ⏰ You get a private reminder before the deadline of { $title } (days before: { $days }). Press again to undo it.
calls-remind-undated = ⏰ Noted for { $title }: its deadline is not known yet, the bot will write to you when it comes near.
calls-remind-off = Undone: no reminder for { $title }.
calls-together = 🤝 A common answer is being prepared in { $thread }.
calls-file = 🗓️ Open this file: your calendar adds the deadline.
calls-event-made = 📌 The event is there: { $url }
calls-due = ### ⏰ Deadline { $days ->
    [0] today
    [1] tomorrow
   *[other] in { $days } days
}
calls-extended = ### ⏳ Deadline extended
calls-thread = ### 🤝 Answering together
    { $by } proposes to answer this call together.
calls-thread-next = Say here who can carry the answer, what each brings and what is missing. **We are interested** adds your organisation to the list.

refused-call-closed = The deadline of “{ $title }” is past. `/calls` shows those that are open.
refused-call-not-one = “{ $title }” is not a call for projects (or no longer one).
refused-remind-too-late = The deadline of “{ $title }” is too near: no reminder is left to come. “Calendar” adds it to yours.
refused-call-undated = The deadline of this call is not known yet. A moderator can note it.
refused-thread-no-channel = This call has no channel left to open a thread in. Ask the moderators to publish it again.
refused-thread-no-right = The bot has no right to “Create Public Threads” in #{ $channel }. Ask the moderators: Edit Channel → Permissions.
refused-event-no-right = The bot has no right to “Create Events” on this server: Server Settings → Roles → its role.
