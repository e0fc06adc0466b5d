"""A page around a document, with everything that is not the document."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from recommendations.documents.text import Block

PAGE = """<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Портал</title><style>p {{ margin: 0 }}</style></head><body>
<header><div class="logo">Сайт органа власти</div></header>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/news">Новости</a></li></ul></nav>
<div class="sidebar">Школам: 1. вступайте в сообщество.</div>
<main>{body}</main>
<script>document.write("Школам:")</script><!-- Рекомендуем школам: закрыться -->
<footer>Телефон 8-800. Все права защищены.</footer></body></html>"""


def page(body: str) -> bytes:
    return PAGE.format(body=body).encode("utf-8")


def _listed(block: Block, text: str) -> str:
    if path := re.match(r"(\d+(?:\.\d+)*)", block.hints.mark):
        figures = path.group().split(".")
        inner = f'<ol><li value="{figures[-1]}">{text}</li></ol>'
        for figure in reversed(figures[:-1]):
            inner = f'<ol><li value="{figure}">{inner}</li></ol>'
        return inner
    if re.match(r"[а-я]\)", block.hints.mark):
        return f'<ol style="list-style-type: lower-russian"><li>{text}</li></ol>'
    return f"<ul><li>{text}</li></ul>"


def write(blocks: Sequence[Block]) -> bytes:
    """Return a page with the blocks outside tables; their marks become lists."""
    body = ""
    for block in blocks:
        text = escape(block.text)
        text = f"<b>{text}</b>" if block.hints.bold else text
        if block.hints.mark:
            body += _listed(block, text)
        else:
            body += f"<h3>{text}</h3>" if block.hints.heading else f"<p>{text}</p>\n"
    return page(body)
