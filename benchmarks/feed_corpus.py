"""Two hundred feeds as French associations publish them: made here, the same at each run.

WordPress' RSS with the whole article in each item, Atom with escaped HTML, RSS 1.0; most of 20 to
60 kB, one in ten of 200 kB.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

FEEDS = 200
_VOCABULARY = """
association projet culture territoire musique appel festival atelier bénévole subvention résidence
été création partage matériel scène commune réseau l’équipement coopération numérique formation
rencontre concert lieu média radio mécénat fondation dossier date candidature région département
développement économie sociale solidaire annuel ouverture
"""
_WORDS = _VOCABULARY.split()
_ASKING = ("appel", "candidature", "dossier", "résidence", "subvention", "mécénat", "date")
_OTHER_WORDS = [word for word in _WORDS if word not in _ASKING]
A_CALL_IN = 10
"""One title in so many calls for projects; of these the whole article is kept, not its excerpt."""
_START = datetime(2026, 6, 1, 8, tzinfo=UTC)


def corpus(feeds: int = FEEDS, seed: int = 3) -> list[bytes]:
    """The bodies, in UTF-8; three of four are WordPress'."""
    chance = random.Random(seed)
    makers = (_rss, _rss, _rss, _atom, _rss, _rdf)
    sizes = [
        200_000 if number % 10 == 9 else chance.randint(20_000, 60_000) for number in range(feeds)
    ]
    return [
        makers[number % len(makers)](chance, size).encode() for number, size in enumerate(sizes)
    ]


def _sentence(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choice(_WORDS) for _ in range(words))
    return text[0].upper() + text[1:] + "."


def _title(chance: random.Random, number: int) -> str:
    text = " ".join(chance.choice(_OTHER_WORDS) for _ in range(9))
    return f"Appel à projets {text}" if number % A_CALL_IN == 0 else text[0].upper() + text[1:]


def _article(chance: random.Random) -> str:
    """The HTML of an article, of 3 to 10 kB, as WordPress' editor writes it."""
    size = chance.randint(3_000, 10_000)
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(
            f'<p class="wp-block-paragraph">{_sentence(chance, 30)} <strong>'
            f"{_sentence(chance, 4)}</strong> {_sentence(chance, 25)} "
            f'<a href="https://exemple.fr/{chance.randrange(9999)}?a=1&amp;b=2">'
            f"{_sentence(chance, 3)}</a>&nbsp;: {_sentence(chance, 20)}</p>\n"
        )
        if chance.random() < 0.2:
            parts.append(
                '<figure class="wp-block-image size-large"><img loading="lazy" width="1024" '
                f'height="683" style="max-width:100%;height:auto" '
                f'src="https://exemple.fr/wp-content/uploads/{chance.randrange(9999)}.jpg" alt="" '
                'srcset="https://exemple.fr/a-1024x683.jpg 1024w, https://exemple.fr/a-300x200.jpg '
                '300w" sizes="(max-width: 1024px) 100vw, 1024px" /><figcaption>'
                f"{_sentence(chance, 6)}</figcaption></figure>\n"
            )
        if chance.random() < 0.15:
            items = "".join(f"<li>{_sentence(chance, 8)}</li>" for _ in range(4))
            parts.append(f'<ul class="wp-block-list">{items}</ul>\n')
    return "".join(parts)


def _filled(chance: random.Random, size: int, entry: Callable[[int, datetime], str]) -> str:
    entries: list[str] = []
    length = 0
    while length < size:
        number = len(entries)
        entries.append(entry(number, _START - timedelta(hours=7 * number + chance.randrange(5))))
        length += len(entries[-1])
    return "".join(entries)


def _rss(chance: random.Random, size: int) -> str:
    site = f"https://asso{chance.randrange(999)}.exemple.fr"

    def item(number: int, when: datetime) -> str:
        excerpt = _sentence(chance, 50)
        return f"""
\t<item>
\t\t<title>{_title(chance, number)} l&#8217;été</title>
\t\t<link>{site}/2026/06/article-{number}/</link>
\t\t<comments>{site}/2026/06/article-{number}/#respond</comments>
\t\t<dc:creator><![CDATA[La rédaction]]></dc:creator>
\t\t<pubDate>{format_datetime(when)}</pubDate>
\t\t<category><![CDATA[Actualités]]></category>
\t\t<category><![CDATA[Appels à projets]]></category>
\t\t<guid isPermaLink="false">{site}/?p={number + 4000}</guid>
\t\t<description><![CDATA[<p>{excerpt} [&#8230;]</p>
<p>L’article <a href="{site}/{number}">{_sentence(chance, 6)}</a> est apparu en premier sur <a \
href="{site}">Réseau</a>.</p>
]]></description>
\t\t<content:encoded><![CDATA[{_article(chance)}]]></content:encoded>
\t\t<wfw:commentRss>{site}/article-{number}/feed/</wfw:commentRss>
\t\t<slash:comments>0</slash:comments>
\t</item>"""

    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"
\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"
\t>
<channel>
\t<title>Réseau {chance.randrange(999)}</title>
\t<atom:link href="{site}/feed/" rel="self" type="application/rss+xml" />
\t<link>{site}</link>
\t<description>Des nouvelles du territoire</description>
\t<lastBuildDate>{format_datetime(_START)}</lastBuildDate>
\t<language>fr-FR</language>
\t<sy:updatePeriod>hourly</sy:updatePeriod>
\t<sy:updateFrequency>1</sy:updateFrequency>
\t<generator>https://wordpress.org/?v=6.8</generator>
{_filled(chance, size, item)}
</channel>
</rss>
"""


def _atom(chance: random.Random, size: int) -> str:
    site = f"https://journal{chance.randrange(999)}.exemple.fr"

    def entry(number: int, when: datetime) -> str:
        return f"""
  <entry>
    <id>tag:exemple.fr,2026:{number}</id>
    <title type="html">{escape(_title(chance, number))}</title>
    <link rel="alternate" type="text/html" href="{site}/{number}"/>
    <published>{when.isoformat()}</published>
    <updated>{when.isoformat()}</updated>
    <author><name>La rédaction</name></author>
    <category term="culture"/>
    <content type="html">{escape(_article(chance))}</content>
  </entry>"""

    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
  <title>Journal</title>
  <link rel="self" href="{site}/atom.xml"/>
  <link href="{site}/"/>
  <updated>{_START.isoformat()}</updated>
  <id>{site}/</id>
{_filled(chance, size, entry)}
</feed>
"""


def _rdf(chance: random.Random, size: int) -> str:
    site = f"https://revue{chance.randrange(999)}.exemple.fr"

    def item(number: int, when: datetime) -> str:
        return f"""
<item rdf:about="{site}/{number}">
<title>{_title(chance, number)}</title>
<link>{site}/{number}</link>
<dc:date>{when.isoformat()}</dc:date>
<dc:creator>La rédaction</dc:creator>
<description>{escape(_article(chance))}</description>
</item>"""

    return f"""<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{site}/"><title>Revue</title><link>{site}</link><description>d</description>
</channel>
{_filled(chance, size, item)}
</rdf:RDF>
"""
