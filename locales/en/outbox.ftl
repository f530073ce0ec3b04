### What the bot says about its own messages.

outbox-waiting-text = { $person } a message waits for you: type `/my-loans` to read it. (Your private messages are closed to this server.)

outbox-parked-title = I can no longer write in a channel
outbox-parked-text = { $reason ->
    [unknown] The channel { $channel } no longer exists. Choose another with `/settings channels`.
    [hidden] I no longer see the channel { $channel }. In its settings, under Permissions, give me “View Channel” again.
    [silent] I no longer have the right to write in { $channel }. In its settings, under Permissions, give me “Send Messages” and “Attach Files” again.
   *[other] Discord refuses my messages in { $channel }. Check my permissions in this channel.
} What I had to say there is kept, and leaves as soon as it can.

outbox-blocked-title = A message was blocked
outbox-blocked-channel = This server’s filters (AutoMod) blocked one of my messages in { $channel }. It will not be sent again.
outbox-blocked-private = Discord blocked one of my private messages because of what it says. It will not be sent again.

outbox-thread-title = I could not open a thread
outbox-thread-text = In { $channel }, my message is posted without its thread. In the channel’s settings, under Permissions, give me “Create public threads”; or set this topic to “message only”.

outbox-unsure-title = Was this message posted?
outbox-unsure-text = I lost Discord’s answer while posting in { $channel } (checked { $when }) and I can’t read this channel back. See whether it is there.
outbox-unsure-published = Already there
outbox-unsure-publish = Post it
outbox-unsure-left = Noted: this message is there already, nothing is sent again.
outbox-unsure-sent-again = Noted: this message will be posted.

refused-moderators-only = Only moderators may do this.
refused-delivery-settled = What becomes of this message is already settled.
