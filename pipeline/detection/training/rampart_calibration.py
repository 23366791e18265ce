"""Made-up support sentences in the model's seven languages, to measure how large its activations become.

Nothing here comes from a labelled set. Names, places and numbers are invented; the lines only need to make every part
of the network work: names, addresses, numbers, plain talk, lower case, long and short turns.
"""

from __future__ import annotations

from collections.abc import Sequence

VALUES = {
    "given": (
        "Marisol",
        "Tobias",
        "Aurélie",
        "Giancarlo",
        "Anneke",
        "Priya",
        "Wojciech",
        "Destiny",
        "Thiago",
        "Hyun-woo",
    ),
    "surname": (
        "Okonkwo",
        "Lindqvist",
        "O'Hara",
        "Fernández Gil",
        "van der Laan",
        "Brandt",
        "Iyer",
        "Moreau",
        "Bianchi",
    ),
    "email": (
        "m.okonkwo@mail.example",
        "tobias77@post.example",
        "aurelie-moreau@courrier.example",
        "jan_laan@bedrijf.example",
    ),
    "phone": ("+34 611 204 998", "(555) 018-4471", "0151 2298 7710", "06-81 22 40 19", "02 9017 3345", "5550182236"),
    "street": (
        "18 Wexcombe Road",
        "Calle del Olivo 42, 3º B",
        "Birkenweg 7",
        "12 bis rue des Tilleuls",
        "Via Lungara 103",
    ),
    "city": ("Harrowgate", "Villanueva", "Altenbruck", "Saint-Aubin", "Montesecco", "Porto Alvor", "Zandwijk"),
    "zip": ("90411", "SW4 7QT", "28013", "1017 KL", "4050-112", "69003"),
    "account": (
        "8827-1940-22",
        "DE02 1203 0000 0000 2020 51",
        "021000021",
        "AB-771204",
        "4417 1234 5678 9113",
        "X4420917-L",
    ),
    "url": ("https://portal.example/track?id=99182", "www.shop.example/orders", "status.example"),
    "amount": ("49.99", "1.250,00 €", "$12", "three hundred", "20 %"),
    "product": (
        "the router",
        "my tablet",
        "el pedido",
        "die Rechnung",
        "la commande",
        "l'abbonamento",
        "de bestelling",
        "a fatura",
    ),
}

TEMPLATES = (
    "hi",
    "ok thanks",
    "yes please",
    "{given}",
    "{given} {surname}",
    "{phone}",
    "{email}",
    "{account}",
    "Hello, this is {given} {surname}, I am calling about {product}.",
    "my name is {given} {surname} and my email is {email}",
    "you can reach me on {phone} after six, or write to {email}",
    "i live at {street}, {city} {zip}",
    "ship it to {street} {city} instead, the post code is {zip}",
    "the account number is {account} and i paid {amount} on Tuesday",
    "My passport is {account}, my tax number is {account}.",
    "driver's license {account}, state of {city}",
    "Please look at {url}, it still says pending.",
    "it's not working!!! i've been waiting for 3 weeks and NOBODY called me back :(",
    "Thank you for contacting us, how may I help you today?",
    "Could you please confirm your full name, your address and the last four digits of your card?",
    "I'd like to change my seat on the flight from {city} to {city} next monday morning if that is possible",
    "can you check whether {product} has been shipped yet because i need it before the weekend",
    "One moment please, I am looking into {product} for you and will be right back with an answer.",
    "no, that is wrong, it was {amount} last month and now you charge me double, i want a refund",
    "The lights on {product} blink red, I restarted it twice and the app shows error 504 every time.",
    "thx {given}, u were super helpful today, have a gr8 day",
    "routing number {account} account {account} under {given} {surname}",
    "Hola, soy {given} {surname}, llamo por {product}, mi número es {phone}.",
    "mi dirección es {street}, {zip} {city}",
    "No funciona desde ayer y nadie me da una solución, quiero darme de baja.",
    "¿Me puede decir su nombre completo y su correo electrónico, por favor?",
    "Buenos días, gracias por la espera, ya he revisado {product} y todo está correcto.",
    "Guten Tag, mein Name ist {given} {surname}, es geht um {product}.",
    "Meine Adresse lautet {street}, {zip} {city}, Telefon {phone}.",
    "Ich habe die Ware vor zwei Wochen zurückgeschickt und das Geld ist immer noch nicht da.",
    "Einen Moment bitte, ich prüfe das für Sie und melde mich gleich wieder.",
    "Die IBAN ist {account}, die Kundennummer {account}.",
    "Bonjour, je m'appelle {given} {surname} et j'ai un problème avec {product}.",
    "J'habite au {street}, {zip} {city}, mon mail c'est {email}",
    "Je vous remercie, je vais vérifier cela tout de suite, ne quittez pas.",
    "ça ne marche toujours pas, j'attends depuis trois jours et c'est inadmissible",
    "Buongiorno, sono {given} {surname}, chiamo per {product}, il mio telefono è {phone}.",
    "abito in {street}, {zip} {city}, codice fiscale {account}",
    "Non riesco ad accedere al portale, mi dice sempre errore e devo pagare entro domani.",
    "Bom dia, o meu nome é {given} {surname}, o meu contribuinte é {account}.",
    "Moro na {street}, {zip} {city}, e o meu telemóvel é {phone}.",
    "Obrigado pela ajuda, mas a internet continua muito lenta desde ontem à noite.",
    "Goedemiddag, u spreekt met {given} {surname}, het gaat over {product}.",
    "mijn adres is {street}, {zip} {city} en mijn mail is {email}",
    "Het pakket is nog niet bezorgd en de track en trace code {account} werkt niet.",
)


def sentences(rounds: int = 4) -> tuple[str, ...]:
    """Return every template filled `rounds` times, always the same, without repeats and in a fixed order."""
    lines = (_fill(template, turn) for turn in range(rounds) for template in TEMPLATES)
    return tuple(dict.fromkeys(lines))


def _fill(template: str, turn: int) -> str:
    """Fill the slots one after another, each with another value."""
    line = template
    step = turn
    while "{" in line:
        before, _, rest = line.partition("{")
        slot, _, after = rest.partition("}")
        line = f"{before}{_pick(VALUES[slot], len(template) + step)}{after}"
        step += 3
    return line


def _pick(values: Sequence[str], number: int) -> str:
    return values[number % len(values)]
