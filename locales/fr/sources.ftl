### Les sources de la veille : leurs adresses et pourquoi l’une d’elles n’est pas prise.

refused-source-not-an-address = Ce n’est pas une adresse de site. Copiez-la dans la barre de votre navigateur : elle ressemble à « https://exemple.fr/feed ».
refused-source-scheme = Une adresse « { $scheme }: » ne peut pas être suivie. Donnez celle d’une page ou d’un flux, qui commence par « https:// ».
refused-source-credentials = Cette adresse contient un identifiant ou un mot de passe (avant « @ »). Donnez une adresse que tout le monde peut ouvrir.
refused-source-port = Cette adresse demande le port { $port }, qui n’est pas celui d’un site public. Retirez-le, ou demandez à la personne qui héberge le bot d’autoriser cette source.
refused-source-private = « { $host } » désigne une machine d’un réseau privé : le bot ne lit que ce qui est public. Si c’est votre intranet, la personne qui héberge le bot peut l’autoriser.

## Les listes de sources

refused-opml-too-big = Cette liste est trop lourde : { $kib } Kio au plus. Partagez-la en plusieurs fichiers.
refused-opml-too-many = Cette liste contient plus de { $most } sources. Partagez-la en plusieurs fichiers.
refused-opml-unreadable = Aucune source n’a été trouvée dans ce fichier. Dans votre lecteur de flux, choisissez « Exporter » au format OPML, puis envoyez le fichier obtenu.
