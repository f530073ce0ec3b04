### The sources of the watch: their addresses, and why one of them is not taken.

refused-source-not-an-address = This is not the address of a site. Copy it from your browser’s address bar: it looks like “https://example.org/feed”.
refused-source-scheme = An address in “{ $scheme }:” can’t be followed. Give that of a page or a feed, which begins with “https://”.
refused-source-credentials = This address holds a user name or a password (before “@”). Give an address that anybody can open.
refused-source-port = This address asks for port { $port }, which is not that of a public site. Remove it, or ask whoever hosts the bot to allow this source.
refused-source-private = “{ $host }” is a machine of a private network: the bot only reads what is public. If it is your intranet, whoever hosts the bot can allow it.

## Lists of sources

refused-opml-too-big = This list is too heavy: { $kib } KiB at most. Split it into several files.
refused-opml-too-many = This list holds more than { $most } sources. Split it into several files.
refused-opml-unreadable = No source was found in this file. In your feed reader, choose “Export” in the OPML format, then send the file it gives you.
