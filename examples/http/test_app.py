"""The service over real loopback: uvicorn in a thread, httpx in front of it."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import uvicorn
from app import MOST_BYTES, app

import heavylegs as hl

INPUTS = sorted((Path(__file__).parents[1] / "inputs").glob("*.json"))
TEXTS = [path.read_text(encoding="utf-8") for path in INPUTS]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            wait_for(server)
            port = listening.getsockname()[1]
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


def wait_for(server: uvicorn.Server) -> None:
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in INPUTS])
def test_the_answer_is_that_of_the_engine_to_the_byte(client: httpx.Client, text: str) -> None:
    answer = client.post("/assess", content=text)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == hl.Engine().assess_json(text)


def test_a_report_is_a_page_and_says_the_urgent_first(client: httpx.Client) -> None:
    [calf] = [text for path, text in zip(INPUTS, TEXTS, strict=True) if "calf" in path.stem]
    page = client.post("/report", content=calf)
    assert page.headers["content-type"].startswith("text/html")
    [first, *_] = hl.Assessment.from_json(hl.Engine().assess_json(calf)).urgency_reasons
    assert first.urgency >= hl.Urgency.SAME_DAY
    assert first.now.split(".")[0] in page.text
    assert "http://" not in page.text


def test_nothing_is_to_be_kept(client: httpx.Client) -> None:
    answers = [client.post(path, content=TEXTS[0]) for path in ("/assess", "/report")]
    answers.append(client.post("/assess", content="{}"))
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers


def test_everything_that_is_wrong_comes_at_once(client: httpx.Client) -> None:
    wrong = {"schema": 1, "evidence": {"sitting_hours": 9, "ferritin": -3}}
    answer = client.post("/assess", json=wrong)
    assert answer.status_code == 422
    problems = [hl.Problem.from_dict(problem) for problem in answer.json()["problems"]]
    assert {problem.path for problem in problems} == {"evidence.sitting_hours", "evidence.ferritin"}
    assert client.post("/report", json=wrong).json() == answer.json()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'"\xc3"', b"null"])
def test_what_is_no_request_is_told_so(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/assess", content=body)
    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_a_flood_is_cut_off(client: httpx.Client) -> None:
    assert client.post("/assess", content=b" " * (MOST_BYTES + 1)).status_code == 413


def test_knowledge_is_shown_and_a_slip_is_helped(client: httpx.Client) -> None:
    page = client.get("/knowledge/iron_deficiency")
    assert hl.KnowledgeBase().causes["iron_deficiency"].summary[:40] in page.text
    missing = client.get("/knowledge/iron_deficency")
    assert missing.status_code == 404
    assert "iron_deficiency" in missing.json()["detail"]


def test_health_tells_the_versions(client: httpx.Client) -> None:
    known = hl.KnowledgeBase()
    assert client.get("/health").json() == {
        "library": hl.__version__,
        "knowledge": known.version,
        "hash": known.hash,
    }


def test_many_at_once_get_their_own_answers(client: httpx.Client) -> None:
    texts = TEXTS * 20
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda text: client.post("/assess", content=text).text, texts))
    expected = {text: hl.Engine().assess_json(text) for text in TEXTS}
    assert answers == [expected[text] for text in texts]
    assert len({json.loads(answer)["urgency"] for answer in answers}) > 1
