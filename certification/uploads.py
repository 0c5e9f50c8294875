"""A file that is weighed and never kept: its bytes go through a hash and nowhere else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MAX_BYTES = 10 * 1024 * 1024
#: Read to its end up to here, so that the browser gets an answer in words; past it, the connection is cut.
PATIENCE_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True)
class Weighed:
    """What is left of a file: its name, its size, its SHA-256; `too_large` ones have none."""

    name: str
    size: int
    sha256: str
    too_large: bool = False

    def close(self) -> None:
        """Nothing to close: nothing was opened."""


class HashOnly(FileUploadHandler):
    """Receives a file in pieces and forgets each once it is hashed: neither memory nor disk holds the file."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > PATIENCE_BYTES:
            raise StopUpload(connection_reset=True)
        if self.size <= MAX_BYTES:
            self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> Weighed:
        if self.size > MAX_BYTES:
            return Weighed(self.file_name, self.size, "", too_large=True)
        return Weighed(self.file_name, self.size, self.digest.hexdigest())
