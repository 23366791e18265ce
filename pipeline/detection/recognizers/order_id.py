"""Order, booking, ticket, case, invoice and parcel numbers, behind their label."""

from pipeline.detection.cues import is_code, label_starts, labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"orders?|booking|bookings|reservation|flight|ride|trip|appointment|ticket|case|reference|ref|invoice|tracking|confirmation|parcel"
    r"|shipment|rma|pnr|claim|incident|transaction|receipt"
    r"|bestellung|bestell(?:ung)?s?(?:nummer|nr|-nr)|auftrag|auftrags?(?:nummer|nr|-nr)|buchung"
    r"|buchungs?(?:nummer|nr|code)|vorgang|vorgangsnummer|ticketnummer|rechnung|rechnungs?(?:nummer|nr)"
    r"|sendung|sendungsnummer|referenz|fallnummer|aktenzeichen"
    r"|pedido|pedidos|reserva|factura|incidencia|referencia|expediente|envío|seguimiento|localizador|billete"
    r"|commande|réservation|facture|dossier|référence|colis|suivi|billet"
    r"|ordine|prenotazione|fattura|pratica|riferimento|spedizione|biglietto"
    r"|bestelling|bestelnummer|ordernummer|boeking|boekingsnummer|factuur|factuurnummer|referentie"
    r"|zaaknummer|reservering|zending"
    r"|encomenda|fatura|referência|processo|bilhete"
)

PLUGIN = Recognizer(
    "order_id",
    "ORDER_ID",
    patterns=(labelled(_LABELS),),
    validate=is_code,
    score=0.6,
    needs=Needs(digits=2, any_of=label_starts(_LABELS)),
    examples=(
        Example("my order #112-33445 is late", ("112-33445",)),
        Example("Bestellung AB-1234 fehlt", ("AB-1234",)),
        Example("order number is 5561230", ("5561230",)),
        Example("el pedido nº 88-1200", ("88-1200",)),
        Example("booking reference: XK7P2Q", ("XK7P2Q",)),
        Example("ma commande n° 2024-5519", ("2024-5519",)),
        Example("booking number is xk 78 s 7", ("xk 78 s 7",)),
        Example("an invoice over 576.33 pounds", reason="a price"),
        Example("Die Rechnung ist vom 20.4.", reason="a day"),
        Example("la réservation au 22 août", reason="a day"),
        Example("i want to order 2 pizzas", reason="a count: one digit is no number of an order"),
        Example("in case of fire call us", reason="no digit follows"),
    ),
)
