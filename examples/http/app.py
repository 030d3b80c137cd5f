"""heavylegs behind HTTP: one request, one answer, no state. README.md says how to run it."""

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

import heavylegs as hl

ENGINE = hl.Engine()  # never changes, so all threads share it
MOST_BYTES = 64 * 1024  # answers to all questions there are have less
PRIVATE = {"cache-control": "no-store"}  # nothing is to be kept on the way either

# FastAPI's own pages load scripts from elsewhere: only the JSON of its endpoints is served.
app = FastAPI(title="heavylegs", version=hl.__version__, docs_url=None, redoc_url=None)


async def contract(request: Request) -> str:
    """Return the body as the engine reads it; the engine says what is wrong with it."""
    body = b""
    async for part in request.stream():
        if len(body := body + part) > MOST_BYTES:
            raise HTTPException(413, f"more than {MOST_BYTES} bytes")
    return body.decode(errors="replace")


@app.exception_handler(hl.EvidenceError)
def refuse(_: Request, error: hl.EvidenceError) -> JSONResponse:
    """Tell everything that is wrong with a request at once."""
    return JSONResponse({"problems": [one.to_dict() for one in error.problems]}, 422, PRIVATE)


@app.post("/assess")  # no coroutine: it runs in a thread, and the engine lets go of the GIL
def assess(text: Annotated[str, Depends(contract)]) -> Response:
    """Answer with an assessment in JSON."""
    return Response(ENGINE.assess_json(text), headers=PRIVATE, media_type="application/json")


@app.post("/report")
def report(text: Annotated[str, Depends(contract)]) -> HTMLResponse:
    """Answer with a page that a runner can read."""
    assessment = hl.Assessment.from_json(ENGINE.assess_json(text))
    return HTMLResponse(assessment.to_html(), headers=PRIVATE)


@app.get("/knowledge/{entry_id}")
def knowledge(entry_id: str) -> HTMLResponse:
    """Show what an entry of the knowledge base says, and what its numbers rest on."""
    try:
        return HTMLResponse(ENGINE.knowledge.page(entry_id).to_html())
    except KeyError as error:
        raise HTTPException(404, error.args[0]) from None


@app.get("/health")
def health() -> dict[str, str]:
    """Say which versions answer."""
    known = ENGINE.knowledge
    return {"library": hl.__version__, "knowledge": known.version, "hash": known.hash}
