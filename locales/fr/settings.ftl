### Réglages d’un serveur : /config salons, /config roles, /config langue.

## Salons

settings-channels-title = ### Salons du réseau
settings-channels-lending = **Salon des prêts**
settings-channels-lending-none = Pas encore choisi : le salon de la première demande le deviendra.
settings-channels-watch = **Salon de la veille**
settings-channels-watch-none = Pas encore choisi : les nouvelles publiées attendent. Chaque thème peut aussi avoir le sien (`/sources calendrier`).
settings-channels-moderation = **Salon des modérateurs**
settings-channels-moderation-none = Pas encore choisi : le bot prévient en privé la personne à qui appartient ce serveur.
settings-channels-gone = ⚠️ Ce salon n’existe plus. Choisissez-en un autre.
settings-channels-choose = Choisir un salon
settings-channels-check = Revérifier

settings-rights-fine = ✅ Le bot peut y faire tout son travail.
settings-rights-missing = { $count ->
    [one] ⚠️ Il manque un droit au bot dans { $channel }.
   *[other] ⚠️ Il manque { $count } droits au bot dans { $channel }.
}
settings-rights-path = - **{ $right }** : { $channel } → Modifier le salon → Permissions → Permissions avancées → rôle « { $role } » → ✓ { $right } → Enregistrer

## Rôles

settings-roles-title = ### Qui modère
settings-roles-chosen = Modèrent : { $roles }
settings-roles-none = Aucun rôle n’est choisi.
settings-roles-also = Modèrent aussi tous ceux à qui un rôle donne « Gérer les messages » dans tout le serveur (dans un seul salon, cela ne suffit pas). Un modérateur peut répondre à la place d’un propriétaire.
settings-roles-choose = Choisir les rôles qui modèrent
settings-roles-path =
    Dans Discord, pas ici, se règle **qui voit quelle commande** :
    Paramètres du serveur → Intégrations → { $bot } → choisir la commande → Ajouter des rôles ou des membres.
    -# Le bot vérifie ses propres droits à chaque commande et à chaque bouton, même pour qui voit la commande.

## Langue, heure, calme

settings-language-title = ### Langue et heure du réseau
settings-language-now = Les messages du bot dans les salons sont en **{ $language }**.
settings-language-choose = Choisir la langue
settings-language-fr = français
settings-language-en = anglais
settings-zone-now = Fuseau horaire : **{ $zone }**. Il y est { $time }.
settings-zone-choose = Choisir le fuseau horaire
settings-zone-other = Autre fuseau…
settings-zone-title = Autre fuseau horaire
settings-zone-field = Nom du fuseau (Continent/Ville)
settings-quiet-title = Heures calmes
settings-quiet-now = Heures calmes : de **{ $start }** à **{ $end }**, le bot n’envoie de rappel à personne.
settings-quiet-never = Pas d’heures calmes : le bot envoie ses rappels à toute heure.
settings-quiet-from = Début (21:00)
settings-quiet-to = Fin (8:00) ; la même heure : jamais

## Refus

refused-needs-manage-guild = Il faut le droit « Gérer le serveur » pour cela. Demandez à qui administre ce serveur.
refused-unknown-setting = Ce réglage n’existe pas.
refused-setting-channel = Ce n’est pas un salon de ce serveur. Choisissez-le dans la liste.
refused-setting-roles = { $most } rôles au plus. Choisissez-les dans la liste.
refused-setting-everyone = Avec « @everyone », tout le monde modérerait. Choisissez un autre rôle.
refused-setting-locale = Le bot parle français et anglais.
refused-setting-zone = Il n’y a pas de fuseau « { $value } ». Écrivez-le comme « Europe/Paris » ou « Indian/Reunion ».
refused-setting-minute = Cette heure n’est pas dans la journée. Écrivez-la comme « 21:00 » ou « 21h30 ».
refused-setting-choice = Ce choix n’existe pas. Choisissez-le dans la liste proposée.
refused-setting-number = Entre { $low } et { $high }, s’il vous plaît.
refused-bad-hour = Je n’ai pas compris l’heure « { $text } ». Écrivez-la comme « 21:00 », « 21h30 » ou « 8h ».
