"""What every feature shows with: answers, cards, buttons, forms, pages, limits.

A handler takes ``(interaction, press)`` or a command's options. It calls a service and then one of
``replies.reply`` (to the person alone), ``replies.update`` (redraw the card) and
``replies.open_form``; or lets ``Refused`` rise, which ``errors.answer_error`` says in the person's
language. It need not count seconds: the watch defers for it after two.
"""
