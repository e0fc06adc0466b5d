"""A chosen file becomes a document that waits: of a new resolution or of a new version of one."""

from dataclasses import dataclass

from organizations.http import ActorRequest
from recommendations.documents import DocumentError, parse_document
from recommendations.forms.acts import DocumentForm
from recommendations.models import PendingDocument, Resolution
from recommendations.services.pending_documents import keep_document
from recommendations.services.resolutions import DuplicateDocument


@dataclass
class Upload:
    """The form, and what became of its file: the document that waits, or the resolution that has these bytes."""

    form: DocumentForm
    document: PendingDocument | None = None
    known: Resolution | None = None


def read_upload(request: ActorRequest, resolution: Resolution | None = None) -> Upload:
    """Keep the posted file to be looked through; what is wrong with it stands in the form."""
    upload = Upload(DocumentForm(request.POST or None, request.FILES or None))
    if request.method == "POST" and upload.form.is_valid():
        try:
            upload.document = _kept(request, upload.form, resolution)
        except DocumentError as error:
            upload.form.add_error("document", str(error))
        except DuplicateDocument as error:
            upload.form.add_error("document", error)
            upload.known = error.resolution
    return upload


def _kept(request: ActorRequest, form: DocumentForm, resolution: Resolution | None) -> PendingDocument:
    file = form.cleaned_data["document"]
    content = file.read()
    parsed = parse_document(content, file.name)
    return keep_document(actor=request.actor, parsed=parsed, content=content, name=file.name, resolution=resolution)
