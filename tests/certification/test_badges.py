"""Open badges: made once from the frozen wording, and checked by verifiers that are not ours."""

import base64
import copy
import gzip
import json
from datetime import date
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3.did import _b58btc_decode
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from pyld import jsonld

from accounts.models import LogEntry, Structure
from certification import pace
from certification.actions.make_badge import make_badge
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.actions.rotate_signing_key import rotate_signing_key
from certification.formats import badge
from certification.formats.integrity import UnknownContext, base58, canonical
from certification.models import Credential, CredentialFile, SigningKey
from certification.refusals import NoBadge

pytestmark = pytest.mark.django_db

#: openbadgeslib checks the signature of lists that are JWT only: ours is checked by hand, in TestStatus.
LIST_BY_HAND = {"verify_status_list": False}


@pytest.fixture(autouse=True)
def secure_site(settings):
    """Verifiers only follow https. Asked for before what grants: the address is frozen."""
    settings.BASE_URL = "https://badges.example"
    pace._asked.clear()


@pytest.fixture
def on_site(house):
    """The house's site is the one of BASE_URL."""
    house.site.hostname = "badges.example"
    house.site.save(update_fields=["hostname"])
    return house


@pytest.fixture
def badged(secure_site, on_site, attestation) -> Credential:
    return attestation


@pytest.fixture
def fetched(client):
    """A function that gets an address of the site as a verifier would; any other one fails."""

    def fetched(address: str) -> bytes:
        assert address.startswith("https://badges.example/"), address
        response = client.get(address.removeprefix("https://badges.example"))
        assert response.status_code == 200, address
        return response.content

    return fetched


def signed_parts(document: dict) -> bytes:
    """What the proof covers, put together by hand with contexts of another package (VC Data Integrity EdDSA, 3.2)."""
    from openbadgeslib.ob3.contexts import load_context

    def loader(address, options):
        return {"contextUrl": None, "documentUrl": address, "document": load_context(address)}

    def digest(part):
        options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader}
        return sha256(jsonld.normalize(part, options).encode()).digest()

    proof = {key: value for key, value in document["proof"].items() if key != "proofValue"}
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    return digest({"@context": document["@context"], **proof}) + digest(unsigned)


def leaves(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in ("@context", "type"):
                yield from leaves(value)
    elif isinstance(part, list):
        for value in part:
            yield from leaves(value)
    else:
        yield part


def as_json(credential, client) -> dict:
    return json.loads(client.get(f"/certificats/{credential.public_id}.json").content)


class TestJson:
    def test_another_verifier_accepts_it_and_its_status(self, badged, client, fetched):
        document = as_json(badged, client)
        verifier = OB3LdpVerifier.for_issuer_did(document["issuer"]["id"])
        assert verifier.verify(document, check_status=True, download=fetched, **LIST_BY_HAND)

    def test_its_signature_holds_by_hand(self, badged, client, house):
        document = as_json(badged, client)
        public = SigningKey.objects.of(house).signing("badge").get().public_jwk["x"]
        key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(public + "="))
        value = _b58btc_decode(document["proof"]["proofValue"][1:])
        key.verify(value, signed_parts(document))
        document["credentialSubject"]["achievement"]["name"] += "s"
        with pytest.raises(InvalidSignature):
            key.verify(value, signed_parts(document))

    def test_every_word_is_under_the_signature(self, badged, client):
        document = as_json(badged, client)
        unsigned = {key: value for key, value in document.items() if key != "proof"}
        covered = canonical(unsigned)
        for value in leaves(unsigned):
            words = str(value).lower() if isinstance(value, bool) else value
            assert words.replace("\n", "\\n") in covered, words

    @pytest.mark.parametrize("where", ["name", "validFrom", "id"])
    def test_one_changed_word_is_seen(self, badged, client, fetched, where):
        document = copy.deepcopy(as_json(badged, client))
        document[where] = document[where].replace("2", "3") if where == "validFrom" else document[where] + "x"
        with pytest.raises(OB3VerificationError):
            OB3LdpVerifier.for_issuer_did(document["issuer"]["id"]).verify(document, download=fetched)

    def test_it_names_its_holder_to_nobody(self, badged, ada, client):
        said = client.get(f"/certificats/{badged.public_id}.json").content.decode()
        assert ada.email not in said
        assert badged.holder_name not in said
        holder = json.loads(said)["credentialSubject"]["identifier"][0]
        expected = sha256((ada.email.lower() + holder["salt"]).encode()).hexdigest()
        assert holder["identityHash"] == f"sha256${expected}"

    def test_a_vocabulary_that_is_not_kept_is_never_fetched(self):
        with pytest.raises((jsonld.JsonLdError, UnknownContext)):
            canonical({"@context": "https://example.org/context", "id": "urn:x"})


class TestJwt:
    def test_another_verifier_accepts_it_and_its_status(self, badged, client, fetched):
        response = client.get(f"/certificats/{badged.public_id}.jwt")
        assert response["Content-Type"] == "application/vc+jwt"
        did = as_json(badged, client)["issuer"]["id"]
        verifier = OB3Verifier.for_issuer_did(did, download=fetched)
        assert verifier.verify(response.content.decode(), check_status=True, download=fetched, **LIST_BY_HAND)

    def test_one_changed_byte_is_seen(self, badged, client, fetched):
        head, payload, signature = (
            client.get(f"/certificats/{badged.public_id}.jwt").content.decode().split(".")
        )
        claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
        claims["name"] += "s"
        forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        verifier = OB3Verifier.for_issuer_did(claims["iss"], download=fetched)
        with pytest.raises(OB3VerificationError):
            verifier.verify(f"{head}.{forged}.{signature}")


class TestOnce:
    def test_the_same_bytes_whatever_changes(self, badged, ada, client, house):
        addresses = [f"/certificats/{badged.public_id}.{form}" for form in ("json", "jwt")]
        before = [client.get(address).content for address in addresses]
        ada.email = "autre@example.org"
        ada.save()
        house.name = "O'Brien-Éloïse"
        house.save()
        rotate_signing_key(key=SigningKey.objects.of(house).signing("badge").get(), actor=None)
        assert [client.get(address).content for address in addresses] == before
        assert CredentialFile.objects.count() == 2
        assert LogEntry.objects.filter(verb="credential.badge").count() == 2

    def test_what_a_retired_key_signed_still_verifies(self, badged, client, fetched, house):
        document = as_json(badged, client)
        rotate_signing_key(key=SigningKey.objects.of(house).signing("badge").get(), actor=None)
        verifier = OB3LdpVerifier.for_issuer_did(document["issuer"]["id"])
        assert verifier.verify(document, download=fetched)

    def test_two_at_once_make_one(self, badged, monkeypatch):
        first = make_badge(credential=badged, form="json", actor=None)
        from django.db.models.query import QuerySet

        real, calls = QuerySet.first, []

        def late(self):
            if self.model is CredentialFile and not calls:
                calls.append(1)
                return None
            return real(self)

        monkeypatch.setattr(QuerySet, "first", late)
        assert make_badge(credential=badged, form="json", actor=None) == first
        assert LogEntry.objects.filter(verb="credential.badge").count() == 1

    def test_each_document_takes_its_own_place(self, secure_site, on_site, attestation, certificate):
        for document in (attestation, certificate, attestation):
            make_badge(credential=document, form="jwt", actor=None)
        places = Credential.objects.exclude(status_index=None).order_by("status_index")
        assert list(places.values_list("status_index", flat=True)) == [0, 1]

    def test_a_badge_lost_by_the_storage_is_never_made_up(self, badged, client, files):
        client.get(f"/certificats/{badged.public_id}.jwt")
        for path in files():
            path.unlink()
        assert client.get(f"/certificats/{badged.public_id}.jwt").status_code == 503


class TestStatus:
    def bits(self, client, house) -> str:
        said = json.loads(client.get(f"/emetteurs/{house.pk}/statuts/0.json").content)
        packed = said["credentialSubject"]["encodedList"]
        raw = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
        assert len(raw) == badge.LIST_BITS // 8
        return "".join(f"{byte:08b}" for byte in raw[:2])

    def test_the_list_is_signed_by_the_issuer(self, badged, client, house):
        issuer = as_json(badged, client)["issuer"]["id"]
        said = json.loads(client.get(f"/emetteurs/{house.pk}/statuts/0.json").content)
        assert said["issuer"] == issuer
        public = SigningKey.objects.of(house).signing("badge").get().public_jwk["x"]
        key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(public + "="))
        value = _b58btc_decode(said["proof"]["proofValue"][1:])
        key.verify(value, signed_parts(said))
        said["credentialSubject"]["encodedList"] += "A"
        with pytest.raises(InvalidSignature):
            key.verify(value, signed_parts(said))

    def test_what_was_revoked_is_told(self, badged, client, fetched, marie, house):
        document = as_json(badged, client)
        assert self.bits(client, house)[0] == "0"
        revoke(credential=badged, actor=marie, reason="Erreur de personne")
        assert self.bits(client, house)[0] == "1"
        with pytest.raises(OB3VerificationError, match="is set at index 0"):
            OB3LdpVerifier.for_issuer_did(document["issuer"]["id"]).verify(
                document, check_status=True, download=fetched, **LIST_BY_HAND
            )

    def test_what_was_replaced_is_told(self, badged, client, marie, house):
        as_json(badged, client)
        replace(credential=badged, actor=marie, holder_name="Ada Éloïse O'Brien", reason="Nom d’usage")
        assert self.bits(client, house)[0] == "1"

    def test_nothing_without_badges(self, badged, client, house):
        assert client.get(f"/emetteurs/{house.pk}/statuts/0.json").status_code == 404
        assert client.get(f"/emetteurs/{house.pk}/did.json").status_code == 404
        assert client.get("/emetteurs/99999/did.json").status_code == 404
        as_json(badged, client)
        assert client.get(f"/emetteurs/{house.pk}/statuts/1.json").status_code == 404
        other = Structure.objects.create(name="Autre", slug="autre")
        assert client.get(f"/emetteurs/{other.pk}/statuts/0.json").status_code == 404


class TestRefused:
    def test_a_document_being_made(self, secure_site, on_site, pending, client):
        with pytest.raises(NoBadge):
            make_badge(credential=pending, form="json", actor=None)
        response = client.get(f"/certificats/{pending.public_id}.json")
        assert (response.status_code, response["Retry-After"]) == (503, "60")

    def test_an_erased_holder(self, badged, client):
        as_json(badged, client)
        badged.holder_shown = Credential.HolderShown.ERASED
        badged.save(update_fields=["holder_shown"])
        assert client.get(f"/certificats/{badged.public_id}.json").status_code == 410
        with pytest.raises(NoBadge):
            make_badge(credential=badged, form="jwt", actor=None)

    def test_an_address_that_is_nobodys(self, client):
        assert client.get("/certificats/nobody-s.json").status_code == 404
        assert client.post("/certificats/nobody-s.json").status_code == 405


class TestHolder:
    def test_the_badge_is_on_the_page_of_documents(self, badged, ada, client, marie):
        address = f'href="/certificats/{badged.public_id}.json"'
        client.force_login(ada)
        page = client.get("/mon-parcours/documents/").content.decode()
        assert address in page
        assert "Télécharger le badge" in page
        revoke(credential=badged, actor=marie, reason="Erreur de personne")
        assert address not in client.get("/mon-parcours/documents/").content.decode()


class TestWords:
    def test_kinds_say_what_they_are(self, secure_site, on_site, certificate, path_attestation, client):
        said = [as_json(document, client) for document in (certificate, path_attestation)]
        kinds = [document["credentialSubject"]["achievement"]["achievementType"] for document in said]
        assert kinds == ["Certificate", "CertificateOfCompletion"]

    def test_its_last_day_is_included(self, badged, client):
        badged.expires_on = date(2028, 6, 30)
        badged.save(update_fields=["expires_on"])
        assert as_json(badged, client)["validUntil"] == "2028-06-30T21:59:59Z"
        payload = client.get(f"/certificats/{badged.public_id}.jwt").content.decode().split(".")[1]
        assert json.loads(base64.urlsafe_b64decode(payload + "=="))["exp"] == 1846015199

    def test_a_port_is_part_of_the_issuer(self):
        assert badge.Issuer("http://localhost:8000", 3).did == "did:web:localhost%3A8000:emetteurs:3"

    def test_zeros_are_kept(self):
        assert base58(b"\0\0\x01") == "z112"
