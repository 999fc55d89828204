"""An object store of its own for the tests of this folder: moto's S3 server, a process behind HTTP."""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SETTINGS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    # nothing of the user's own
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    # fsspec's client asks again by itself
    "AWS_MAX_ATTEMPTS": "1",
}


@pytest.fixture(scope="session")
def s3_server():
    """The address of a running S3 server."""
    pytest.importorskip("s3fs", reason="the extra [remote] is not installed")
    pytest.importorskip("moto.server", reason="moto, the S3 server of the tests, is not installed")
    with TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as stream:
            command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
            # short pages, so that few objects make a listing of several
            environment = {**os.environ, "MOTO_S3_DEFAULT_MAX_KEYS": "20"}
            process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, env=environment)
        try:
            while not (found := re.search(r"Running on (http://\S+)", log.read_text())):
                assert process.poll() is None, log.read_text()
            yield found[1]
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def s3(s3_server, monkeypatch):
    """A file system on that server with an empty bucket, `crawl`; the environment of this process points there."""
    import s3fs

    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem(use_listings_cache=False)
    if system.exists("crawl"):
        system.clear_multipart_uploads("crawl")
        system.rm("crawl", recursive=True)
    system.mkdir("crawl")
    yield system
    s3fs.S3FileSystem.clear_instance_cache()
