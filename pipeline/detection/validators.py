"""Checks by name, for detector files: check digits of international codes and of national numbers.

A national check is named by country and number: `de_idnr`, `es_dni`. All are those of python-stdnum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

_MODULES: Final = (  # noqa: SIM905  # sixty words, and no line for each
    "luhn verhoeff damm iban bic imei imsi ean isbn issn lei isin bitcoin mac"
    " iso7064.mod_11_10 iso7064.mod_11_2 iso7064.mod_37_2 iso7064.mod_37_36 iso7064.mod_97_10"
    " at.vnr be.nn be.ssn br.cpf ch.ssn cz.rc de.idnr de.stnr dk.cpr ee.ik es.ccc es.cif es.dni es.nie es.nif"
    " fi.hetu fr.nif fr.nir fr.siren fr.siret gb.nhs gb.utr gr.amka hr.oib hu.anum ie.pps it.codicefiscale it.iva"
    " lt.asmens lv.pvn nl.bsn no.fodselsnummer pl.nip pl.pesel pl.regon pt.cc pt.nif ro.cnp se.personnummer si.emso"
    " sk.rc us.ein us.itin us.ssn"
).split()


def _check(module: str) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        return bool(import_module(f"stdnum.{module}").is_valid(text))

    return check


VALIDATORS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType({
    module.removeprefix("iso7064.").replace(".", "_"): _check(module) for module in _MODULES
})
"""What may stand behind `validator:`."""
