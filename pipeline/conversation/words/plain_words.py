"""Words that name nobody by themselves: grammar, courtesy, kin and callings, tone, and what support talk is made of.

Written by hand, by language. They say more than the list of common words: that list holds names that are words ("will",
"mark"), and lacks rarer words of feeling ("annoyed"). No given name of the languages we read stands here, whatever else
it may mean. A detector that looks at words in their context may be overruled on them; what the record says of its
participants, and what follows "my name is", may not.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

from pipeline.conversation.normal_form import fold_text

_ALL = """ok okay okey hi hello hey hallo hola bonjour bonsoir salut ciao oi bye goodbye thanks thx ty thankyou tysm
    cheers sorry please pls plz danke dankeschön bitte gracias merci mci svp stp grazie bedankt dank obrigado obrigada
    lol omg wtf hmm hm ah oh uh um ugh wow haha eh ähm euh ja no si sí oui yes yeah yep nope nein non não nee
    mr mrs ms herr herrn frau señor señora señorita monsieur madame mademoiselle mme mlle signor signora signore meneer
    mevrouw dhr senhor senhora sir
    wifi internet router online chat app email mail e-mail sms pin login asap"""

_WORDS = {
    "en": """a an the this that these those here there he she it we they you me him her us them my your his our their
        mine yours and or but if then so because though although while when where who whom whose what which why how in
        on at by for from of off to with without into onto over under about after before between since until up down
        out am is are was were be been being do does did done doing has have had having would could should must shall
        cannot not never ever always already still again also just only even very really quite too such own
        dont don't cant can't wont won't isnt didnt doesnt im i'm ive i've ill id its it's thats that's whats theres
        lets let's hes shes youre you're theyre were weve
        some any all both each every none nobody somebody someone something anything everything nothing
        today tomorrow yesterday tonight now soon later morning afternoon evening night
        mother father mum mom mummy dad daddy parent parents son daughter brother sister husband wife partner fiancé
        fiancée boyfriend girlfriend uncle aunt auntie cousin nephew niece grandmother grandfather grandma grandpa
        child children kid kids baby friend friends neighbour neighbours neighbor neighbors colleague colleagues boss
        flatmate roommate landlord family guest guests
        dear welcome good great fine kind kindly regards sincerely respectfully greetings madam folks guys
        customer customers care support service services team agent agents advisor adviser assistant manager
        supervisor representative operator helpdesk desk department dept driver courier technician engineer
        annoyed annoying angry mad furious upset sad happy unhappy glad frustrated frustrating disappointed
        disappointing ridiculous unacceptable terrible horrible awful disgusting useless pathetic hopeless worst worse
        best amazing awesome brilliant excellent perfect fantastic wonderful lovely nice superb seriously honestly
        frankly literally absolutely totally obviously hopefully unfortunately sadly finally actually basically
        immediately urgently tired fed sick bored confused worried stressed shocked speechless helpful patient
        bear hold wait hang checking check understood noted gotcha sure alright right correct exactly indeed
        bank account order refund delivery package parcel invoice receipt payment charge password username address
        phone number code error booking reservation ticket name names surname first last middle initial initials
        hasn hadn isn wasn weren doesn didn wouldn couldn shouldn mustn needn
        christmas xmas halloween thanksgiving
        u ur r n pls thru tho cuz coz bc idk imo btw fyi acc acct addr msg txt""",
    "de": """der die das den dem des ein eine einer einem einen eines dieser diese dieses jener kein keine keinen ich du
        er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen mein meine meiner meinem meinen dein deine sein
        seine ihre ihrer ihrem ihren unser unsere und oder aber wenn dann weil dass ob obwohl während als wie wo wer
        wen wem was welche welcher warum wieso weshalb worum womit wofür wann in im an am auf aus bei beim bis durch
        für gegen hinter mit nach neben ohne seit über um unter von vom vor zu zum zur zwischen bin bist ist sind seid
        war waren wäre habe hast hat haben hatte hatten hätte werde wird wurde wurden worden kann kannst konnte muss
        musste soll sollte willst dürfen darf mag möchte geht ging gibt gab kommt kam sagt gesagt macht gemacht getan
        gewartet gefragt geklingelt geliefert bestellt bezahlt dauert läuft nicht nichts nie niemals immer schon noch
        wieder auch nur sehr ganz zu so hier da dort jetzt heute morgen gestern gleich bald später mal letztes letzten
        letzte nächste nächsten dasselbe gleiche alles alle jeder jede jemand niemand etwas also doch eben halt
        denn bloß wirklich vielleicht glaube
        mutter vater mama papa eltern sohn tochter bruder schwester mann ehemann ehefrau gattin partner partnerin
        verlobter onkel tante oma opa großmutter großvater enkel neffe nichte cousin cousine kind kinder freund
        freundin freunde nachbar nachbarn nachbarin kollege kollegin kollegen chef chefin vermieter vermieterin familie
        gast gäste schwiegermutter schwiegervater
        liebe lieber sehr geehrte geehrter geehrten gruß grüße grüßen viele vielen freundlichen freundliche beste
        besten herzliche mfg lg vg hallo guten tag abend schönen schöne schönes wiedersehen wiederhören tschüss tschüß
        tschau servus moin gerne gern geduld augenblick moment willkommen entschuldigung verzeihung alles gute
        kunde kundin kunden kundenservice kundendienst kundenbetreuung service team support mitarbeiter mitarbeiterin
        berater beraterin techniker fahrer zusteller bote abteilung
        verärgert wütend sauer genervt enttäuscht traurig glücklich froh zufrieden unzufrieden frustriert lächerlich
        unmöglich unverschämt furchtbar schrecklich schlimm ärgerlich nervig super toll prima perfekt klasse wunderbar
        geduldig freundlich nett leider endlich ehrlich ernsthaft echt hoffentlich übrigens natürlich genau richtig
        stimmt verstanden klar notiert
        fehler kabel schlange schachtel konto rechnung bestellung lieferung paket sendung buchung nummer adresse
        benutzer benutzername passwort kennwort karte bank geld preis gutschein bilder name namen vorname vornamen
        nachname nachnamen ostern pfingsten weihnachten
        hab ham nix ne nen bissl mal grad halt hey bestell lieferg bzgl wg evtl nochmal""",
    "es": """el la los las un unos unas lo al del este esta esto estos estas ese esa eso aquel aquella yo tú usted
        él nosotros ustedes ellos ellas me te se nos le les mi mis su sus nuestro nuestra y e o u pero si sino
        porque que qué quién quien cuál cual cuándo cuando cómo como dónde donde cuánto a ante bajo con contra de
        desde en entre hacia hasta para por según sin sobre tras soy eres es somos son era fue ser estoy está están
        estaba estar he has ha hemos han había haber tengo tiene tenía hay hago hace hizo voy va vamos van puedo puede
        quiero quiere dijo dice creo no ni nunca jamás siempre ya aún todavía también tampoco muy más menos bien mal
        aquí ahí allí hoy mañana ayer ahora luego después antes pronto alguien nadie algo nada todo toda todos todas
        otro otra mismo misma cada así pues
        madre padre mamá papá padres hijo hija hijos hermano hermana marido esposo esposa mujer pareja novio novia tío
        primo prima abuelo abuela nieta sobrino sobrina amigo amiga amigos vecino vecina vecinos
        compañero compañera jefe jefa casero familia huésped suegra suegro
        estimado estimada estimados querido querida hola buenas buenos buen día días tardes noches adiós hasta saludo
        saludos cordial cordiales atentamente gracias mil favor perdón disculpe disculpa disculpas bienvenido
        bienvenida encantado paciencia momento momentito
        cliente clienta clientes atención servicio equipo soporte agente asesor asesora técnico repartidor conductor
        departamento encargado
        enfadado enfadada molesto molesta harto harta furioso furiosa triste feliz contento contenta decepcionado
        decepcionada frustrado frustrada ridículo vergüenza inaceptable horrible terrible pésimo fatal genial perfecto
        perfecta excelente estupendo maravilloso amable claro vale correcto exacto entendido listo seguro
        sinceramente francamente increíble vaya urgente habla hablo dígame
        cuenta pedido factura entrega paquete envío reserva número dirección usuario contraseña tarjeta banco dinero
        precio error cable nombre nombres apellido apellidos navidad
        tal tb tmb xq pq porfa porfi ke kiero kiere aki nesesito holaa""",
    "fr": """le la les l un une des du de au aux ce cet cette ces je tu il elle on nous vous ils elles me te se lui leur
        moi toi soi mon ma mes ton ta tes son sa ses notre nos votre vos leurs et ou mais si donc or ni car que qu
        quoi qui dont où quand comment pourquoi combien quel quelle quels quelles à dans en par pour sans sous sur
        vers avec chez contre depuis entre pendant après avant suis es est sommes êtes sont étais était étaient être
        ai as a avons avez ont avais avait avoir eu fait faire fais dit dites dire va vais vont allez peux peut pouvez
        veux veut voulez dois doit faut crois prenez ne pas plus jamais toujours déjà encore aussi très bien mal trop
        tout toute tous toutes rien personne quelqu'un quelque chaque même autre ici là hier demain aujourd'hui
        maintenant bientôt alors puis ensuite ça cela ceci voilà voici
        cest jai jattends jsuis jvais jpeux nest lai sest daccord
        mère père maman papa parents fils fille frère soeur sœur époux épouse femme compagnon compagne copain
        copine oncle tante cousin cousine grand-mère grand-père neveu nièce enfant enfants bébé ami amie amis voisin
        voisine voisins collègue collègues chef patron patronne propriétaire famille beau-père belle-mère
        cher chère chers bonjour bonsoir bonne bon journée soirée salut revoir merci beaucoup cordialement
        cordiales salutations bien cdt désolé désolée navré navrée pardon excusez excuse plaisir bienvenue patience
        patientez instant moment soin aimable gentil gentille sympa
        client cliente clients clientèle service équipe support agent conseiller conseillère technicien livreur
        chauffeur département
        fâché fâchée énervé énervée agacé agacée furieux furieuse triste content contente heureux heureuse déçu déçue
        frustré frustrée ridicule inadmissible inacceptable honteux horrible nul nulle pénible génial parfait parfaite
        excellent super franchement sérieusement honnêtement sincèrement malheureusement enfin vraiment juste faux
        exact entendu compris noté voyons urgent
        compte commande facture livraison colis réservation numéro adresse identifiant carte banque argent prix erreur
        câble nom prénom prénoms pâques
        bjr bsr slt stp dsl pb avc jai jcp tjrs bcp mtn pcq pk cmd""",
    "it": """il lo la i gli le un uno del della dei delle al nel nella sul questo questa questi quello quella io
        tu lui lei noi voi loro mi ti ci vi si mio tuo tua suo sua nostro vostro e ed o ma se perché che chi cosa
        quale quando come dove quanto a di da in con su per tra fra senza sono sei è siamo siete era ho hai ha abbiamo
        avete hanno aveva faccio fa fatto vado va posso può voglio vuole devo deve non mai sempre già ancora anche
        molto più meno bene male qui lì oggi domani ieri adesso ora dopo prima qualcuno nessuno niente tutto tutti
        madre padre mamma papà genitori figlio figlia fratello sorella marito moglie compagno compagna zio zia cugino
        cugina nonno nonna nipote bambino amico amica vicino vicina collega capo famiglia
        caro cara gentile egregio spettabile salve buongiorno buonasera arrivederci saluti cordiali distinti grazie
        mille prego scusi scusa pazienza attimo momento
        cliente servizio assistenza squadra operatore tecnico corriere reparto
        arrabbiato arrabbiata deluso delusa triste contento contenta stufo stufa ridicolo inaccettabile terribile
        pessimo ottimo perfetto eccellente bravissimo sinceramente purtroppo finalmente davvero certo esatto capito nome
        cognome
        nn cmq xke xche xo grz qnd""",
    "nl": """de het een deze dit die dat ik jij je u hij zij ze wij we jullie mij me jou hem haar ons hen mijn jouw uw
        zijn onze hun en of maar als want omdat dat wie wat welke wanneer hoe waar waarom in op aan bij door met
        naar om onder over te tot tussen uit van voor zonder is bent was waren heb hebt heeft hebben had
        kan kunt kunnen moet moeten mag wil wilt zal zou word wordt niet niets nooit altijd al nog weer ook alleen
        heel erg zeer hier daar nu vandaag morgen gisteren straks later iemand niemand iets alles
        moeder vader mama papa ouders zoon dochter broer zus man vrouw echtgenoot partner oom tante neef nicht oma opa
        kind kinderen vriend vriendin buurman buurvrouw buren collega baas familie
        beste geachte lieve hallo hoi dag goedemorgen goedemiddag goedenavond groet groeten vriendelijke bedankt dank
        graag alsjeblieft alstublieft sorry geduld moment welkom
        klant klanten klantenservice dienst medewerker monteur bezorger afdeling
        boos geïrriteerd teleurgesteld verdrietig blij tevreden belachelijk onacceptabel vreselijk slecht goed prima
        perfect geweldig fijn eerlijk serieus helaas eindelijk echt klopt begrepen naam voornaam achternaam
        pasen kerst kerstmis
        ff mn gr mvg vd idd nog ajb""",
    "pt": """o a os as um uma uns umas do da dos das no na nos nas ao à este esta isto esse essa isso aquele eu tu você
        ele ela nós vocês eles elas me te se lhe meu minha meus minhas teu seu sua nosso nossa e ou mas se porque que
        quem qual quando como onde quanto a ante com contra de desde em entre para por sem sob sobre sou és é somos são
        era foi estou está estão estava ser estar tenho tem tinha há faço faz fez vou vai vamos posso pode quero quer
        disse não nunca sempre já ainda também muito mais menos bem mal aqui ali hoje amanhã ontem agora depois antes
        alguém ninguém algo nada tudo todos
        mãe pai pais filho filha irmão irmã marido esposo esposa mulher namorado namorada tio primo prima avô avó
        neta sobrinho sobrinha criança amigo amiga vizinho vizinha colega chefe família
        caro cara prezado prezada bom boa dia tarde noite adeus tchau cumprimentos abraço obrigado obrigada favor
        desculpe desculpa paciência momento
        cliente serviço atendimento equipe equipa suporte técnico entregador
        chateado chateada irritado irritada triste feliz contente farto farta desapontado ridículo inaceitável péssimo
        ótimo perfeito excelente sinceramente infelizmente finalmente certo exato entendido nome sobrenome apelido
        carnaval
        vc vcs tb tbm pq blz vlw obg hj pfv oq""",
}

_PARTICLES = """de la las los del da do dos das di du des le van der den von zu zum zur ten ter el al bin abu y e st
    vom am"""

PARTICLES: Final = frozenset(_PARTICLES.split())
"""Words that may begin a surname: "de la Fuente", "van der Berg"."""

_BY_LANGUAGE = MappingProxyType({
    language: frozenset(fold_text(word) for word in (*_ALL.split(), *words.split()))
    for language, words in _WORDS.items()
})


GRAMMAR_AND_MORE: Final = frozenset(fold_text(word) for words in _WORDS.values() for word in words.split())
"""The plain words of all languages, without what people type in any of them ("ok", "ty", "mr")."""


@cache
def plain_words(language: str | None) -> frozenset[str]:
    """Return the plain words of a language in folded form; none where the language has no list."""
    return _BY_LANGUAGE.get(language or "", frozenset())
