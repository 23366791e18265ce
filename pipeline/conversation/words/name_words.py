"""Names that are ordinary words as well, by language: chosen by hand for `make`, which drops all other names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_WORDS = {
    "en": """more good may day best love long little house lot company real case read power small white job black law
        story hope early post young guy room else north short west list clear field held price summer date
        strong april june august weeks king church park bill fall green key page hell lord deep mark ball
        cases wall rock sales brown cross miles fair judge floor master stock rich doctor gay carry winter
        fresh smart faith hill rose ring stone wild till wood bridge lucky frank mountain tea victory kick
        prince arts beer moon powers banks ray golden grant fox max snow cook bird walls bright don fields
        bond branch kiss lane parent tank grace marine joy mate rice singer dan fee wise ford miller bush
        hunt marks grey rush sharp harm killer drew angel duke gray gross waters woods bath chase jay cousin
        crystal dean marry bishop clerk forum pace pope gene cant carter lips ties wolf bull flood glasses
        foster parks bones brands eve gates rivers clay jet mall sole bass knight dawn autumn will baker
        holder hood loyal camps destiny ram sandy cherry oak shine major bell lie pat art sky sue harry
        mills cruise evans cooper taylor burns noble edit danny fee flowers chance trust summer christian
        jean hunter river ace iris ivy olive ginger penny amber ruby jasmine heather daisy holly misty dusty
        buddy rusty sunny honey sugar candy melody harmony charity victor dale glen cliff rod miles chip
        buck guy skip lance wade reed chad herb drew""",
    "de": """das dass mir weiss mann gute lange fall schön kurz ging anders lang aller kopf stark glück buch ernst gross
        kosten lage august april job könig bruder schwarz darin schüler bürger kraft zimmer klein knapp
        reich freitag post stolz christian linke meister winter richter dar wiener herbst kaiser park jung
        mark masse werner stein ball baum berg fischer heiss real west frisch keller rock wolf black ring
        schulz forum kern story braun engel sturm denk graf best bock dieter koch vogel heim horst prinz
        bauer nette scharf steuer hammer schneider wagner fair harte jäger ritter rosa schatz bischof krebs
        master nee rose don herzog stock villa date day salz sauer hahn hell power gras mangel held more
        wende bald grau lord fuchs schmuck welch adler faust holland drum rauch reiter springer scheibe good
        green house white ware allen becken fels hecht keck zweig lenz mai hase kaiser""",
    "es": """una pero bien nada mas durante ella bueno guerra ante dar hora amor real grande cabeza español camino paz
        salud cara rey vos mayo sur mira abril campo mercado pena cabo plaza iglesia mar carrera niño río
        blanco comer sol puerta sola armas fuente diez malo costa cámara domingo rico miles victoria alma
        don casas mesa sala doctor pareja fuentes cruz esperanza amo barrio chico rojo flores batalla blanca
        dias luna reina salvo alcalde das villa máximo cadena clara león cuesta fuertes dulce puente rosa
        santos campos madera segura estrella guardia valle salvador gracia palacio castillo linda correr
        dale iglesias felicidad peña rock canales montaña cabello caballero torres barco cortes gloria torre
        mata meta morales franco oscuro partida conde graves hierro lago monte norma sierra corona flor
        paredes rojas rosario carreras muro manda bienvenida guerrero barrios dada espejo jurado carro che
        concepción cristiano urbano caro casado roca nieto rueda soledad borde duque verga arco botella
        cerro concha mate bello bravo cabezas espada ira llamas acero coca dolores palma toro salas cadenas
        crean park pastor rama tomas cristal seco cuenca eco alegre correa izquierdo noble rosas vega griego
        mercedes lana media pozo vives amado frutos lobo vasco vela caridad sales evita ida pilar maya rubio
        morena vaca alba barba baños casa luz castaño mendigo paloma pino ramo tela marina mina post""",
    "fr": """sur bien sans cas petit aller vos grande font gros bas aura long pierre beau français date blanc
        garde louer hein travers demi victoire payer sol page porter ceci clair prince pages noël lance pont aimé masse
        mur don rose roman arts jolie post claire barre rivière monte bravo gay léger rock vallée voisin
        chevalier fleur lot marques cousin franc grave graves forum sauvage marine christian marin best
        camps chrétien villa parent park bains carton master serge bail césar noble grâce grace barbe
        fontaine hall conte roche case marchand maréchal bourgeois germain lord brun bal breton moulin
        blanche ira rêve colline aurore prudence constance olive bon leblanc boulanger berger juste mai job
        real bernardin major fort grand petit""",
    "it": """che una alla delle hanno anni dalla mia volta grande durante sue ben donna guerra forza porta bella campo
        bello chiesa devi post amico luce mare sai sola mani massimo vera pace sole basso costa pena porto
        aria vittoria case mette gay bocca domenica palazzo battaglia massa amo gara sala conti otto conte
        lotta modi medici rosa bravo caro monte carriera bianca beni villa guardia chiara luna regina romano
        tedesco date desiderio mila muro vento norma rai cara russo valle forum marina bianchi lago pietra
        salvo ali bassi tasso greco segni monti romana argento torre stella fattori nick albero lupo mar
        palla park rock leone black canali gatto cristiano moneta verdi gloria amato mercati benvenuto manda
        meta pero santi real siena angeli carina giusti grossi arco gola green master eco fedele gusti greca
        simone barba custodia urbano veda viola coste more ponti innocenti amor marino fortunato franco alba
        dar grasso bassa speranza grazia gioia serena perla fiore""",
    "nl": """dan ben moet mee keer denk anders lang elke ging nee april best lange klein kant lees hart mens kort langer
        koning reis rust west zwart park engels kosten lijn post lieve bos groen kamp lage bal love arts
        wensen winter berg ware broek dom flink ring held real riet forum mate prins lot zak reed boer zaal
        villa wild marine das nek burger gay max bosch bas gras kern rock don haren graf wolf massa appel
        vos master meer bond knappe ketting roos may maas tank mol mag norm lord long smart fair molen
        visser tak good vrij bakker smid kuiper dijk dekker kok bert ster bloem parel vogel""",
    "pt": """mas das ela sem nada grande quero durante dias dar nova cara volta hora pai amor guerra estes paz real
        minhas campo pena porto carro abril luz sala amo vitória comer câmara mercado sol santos mar porta
        branco costa domingo armas massa monte linda sai cabo criado som casas esteve vila estrada alma rock
        casal post mesa campos partida mata salvador serra lima alegre rosa máximo nele correr cruz alegria
        clara leite rico flores nascimento bela dom faria marcos nela russo segura socorro vento leão grau
        vos mora dada neto meta tia flor manda pau paredes rios machado ramos chaves lago morar cunha rocha
        máxima pastor dever hein coelho lance bala graves mina more reis salas urbano adora anjos chico roda
        barriga best barco cortes salvo pinto torres morais arco espada dan don gera long neves amado bento
        lobo franco casado pimenta senta melo muro tomei vaca seco guerreiro viola ida moura barros ira
        barba vela nunes gay rosas esperança glória graça aurora estrela""",
}

WORDS_THAT_ARE_NAMES_TOO: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    language: frozenset(words.split()) for language, words in _WORDS.items()
})
