"""What of the tab “Văn bản” stays as it is while lists change; document.js gives it life.

Where files are dropped, what is typed, the question before a document is removed.
"""

from ingest.readers.findings import MAX_BYTES
from ui import document_wording as words
from ui.document_routes import ADD, REMOVE
from ui.links import attribute, text


def top() -> str:
    """The fixed part; the list is rendered below it."""
    return f"{_upload()}{_search()}{_asking()}"


def _upload() -> str:
    kinds = words.KINDS.format(most=MAX_BYTES // 2**20)
    return (
        f'<section id="upload" class="cc-shelf-drop" aria-label="{attribute(words.UPLOAD)}" '
        f'data-add="{attribute(ADD)}" data-most="{MAX_BYTES}">'
        f"<p>{text(words.DROP)} "
        '<label class="cc-shelf-drop-choose" for="upload-files">'
        f"{text(words.CHOOSE)}</label>"
        '<input type="file" id="upload-files" multiple class="cc-heard" '
        f'aria-label="{attribute(words.UPLOAD)}"></p>'
        f'<p class="cc-small">{text(kinds)}</p></section>'
        '<section id="upload-run" hidden>'
        f'<div class="cc-up-line"><progress id="upload-bar" value="0" max="1" '
        f'aria-label="{attribute(words.PROGRESS)}"></progress>'
        '<span id="upload-said" role="status"></span>'
        f'<button type="button" id="upload-stop">{text(words.STOP)}</button>'
        f'<button type="button" id="upload-hide" hidden>{text(words.DISMISS)}</button></div>'
        '<ul id="upload-results" class="cc-ups"></ul></section>'
    )


def _search() -> str:
    return (
        '<div id="filter-text" class="cc-shelf-search" role="search">'
        f'<label for="documents-text">{text(words.SEARCH)}</label>'
        '<input type="search" id="documents-text" name="text" form="documents-form" data-slash '
        f'placeholder="{attribute(words.SEARCH_EXAMPLE)}" maxlength="300" autocomplete="off">'
        '<button type="button" id="documents-more" aria-expanded="false" '
        f'aria-controls="documents">{text(words.FILTERS)}</button>'
        '<span id="documents-told" class="cc-heard" role="status"></span></div>'
    )


def _asking() -> str:
    """The dialog; the document's name and who cites it are filled in as text."""
    return (
        f'<dialog id="remove-dialog" class="cc-dialog" aria-labelledby="remove-asked" '
        f'data-remove="{attribute(REMOVE)}" data-cited="{attribute(words.REMOVE_CITED)}">'
        f'<h2 id="remove-asked">{text(words.REMOVE_ASKED)}</h2>'
        '<p><b id="remove-named"></b> <span id="remove-title"></span></p>'
        '<p id="remove-cited"></p>'
        f"<p>{text(words.REMOVE_SAID)}</p>"
        '<form method="dialog" class="cc-dialog-deeds">'
        f'<button value="no" autofocus>{text(words.CANCEL)}</button>'
        f'<button value="yes" class="cc-danger" id="remove-yes">{text(words.REMOVE)}</button>'
        "</form></dialog>"
    )
