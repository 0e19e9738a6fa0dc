package topics

// usualWords are words of news in other languages than English, as in commonWords, in three bands: the calendar, numbers
// and the words of every page; the words of most subjects; those of everyday life.
func usualWords(lang string) (daily, frequent, plain string) {
	switch lang {
	case "de":
		return `montag dienstag mittwoch donnerstag freitag samstag sonntag tag tage woche monat jahr jahre uhr stunde stunden minute
zeit morgen abend nacht gestern heute zwei drei vier fünf sechs sieben acht neun zehn hundert tausend million millionen
prozent euro neu neue neuen neuer groß große großen erste ersten erster zweite letzte letzten deutschland deutsche deutschen
land länder stadt mensch menschen mann frau frauen kind kinder regierung präsident staat welt teil ende weit weiter wegen
mitteilen mitteilte teilte kommt kommen geht gehen steht stehen bleibt lassen gilt zahl rund etwa mehrere zwar bereits`,
			`bundesregierung bundestag kanzler minister ministerin ministerium partei wahl wahlen stimmen parlament gesetz recht gericht
urteil klage polizei täter opfer verletzt verletzte tote toten getötet tod angriff krieg frieden armee soldaten russland
ukraine usa amerika china europa eu frankreich italien spanien österreich schweiz berlin münchen hamburg trump wirtschaft
unternehmen konzern firma markt preis preise kosten geld bank steuer steuern haushalt gewinn umsatz aktie börse arbeit
mitarbeiter streik gewerkschaft schule schüler universität studie forscher wissenschaftler arzt krankenhaus klinik patienten
gesundheit klima wetter sturm regen schnee hitze feuer brand strom energie gas öl wasser auto bahn zug flugzeug flughafen
schiff hafen straße unfall spiel spieler trainer verein mannschaft sieg niederlage tor saison bundesliga meister film musik
buch bericht video foto chef sprecher experte vertrag abkommen verhandlungen gespräch treffen gipfel plan ziel entscheidung
forderung kritik problem krise hilfe schutz sicherheit gefahr angst hoffnung`,
			`elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
januar februar märz april mai juni juli august september oktober november dezember halb hälfte drittel viertel dritte vierte
nord norden süd süden ost osten west westen nördlich südlich nordsee ostsee meer see küste insel fluss berg wald dorf region
kreis gemeinde bezirk kilometer meter grad tonne liter haus wohnung dach tür zimmer familie vater mutter bruder schwester
sohn tochter nachbar freund bauer fischer arbeiter ingenieur lehrer richter anwalt bürgermeister wind sonne mond himmel
winter sommer frühling herbst tier tiere hund katze pferd fisch vogel baum brot milch kaffee tisch bett brief zeitung seite
wort name bild farbe stimme hand kopf auge herz leben geschichte jung alt lang kurz hoch tief klein früh spät schnell langsam
stark schwach schwer leicht offen geschlossen geöffnet gefunden gesehen gebracht genommen gegeben gehalten gemacht gelegt
gebaut verloren gewonnen begonnen beendet gezeigt gesucht fehlt fehlen kennt weiß sieht zeigt hält nimmt gibt bringt liegt
stellt führt fährt läuft spricht sollen braucht brauchen`
	case "fr":
		return `lundi mardi mercredi jeudi vendredi samedi dimanche jour jours semaine mois an ans année années heure heures minute
temps matin soir nuit hier aujourd hui fin début deux trois quatre cinq six sept huit neuf dix cent cents mille million
millions milliard euro euros pays monde france français française gouvernement président ministre ville état personne
personnes homme hommes femme femmes enfant enfants premier première dernier dernière nouveau nouvelle nouveaux grand grande
petit partie lieu part nombre jusque ainsi près dès annoncer annoncé annonce affirmer selon devoir prendre mettre venir aller
voir rester passer donner demander trouver`,
			`élection élections vote voix parti assemblée député députés sénat loi projet réforme droit justice tribunal procès juge
avocat enquête police victime victimes mort morts tué blessé blessés attaque guerre paix armée soldats militaire russie
ukraine chine europe européen européenne union allemagne italie espagne belgique suisse canada québec afrique paris lyon
marseille trump macron économie économique entreprise groupe société marché prix coût argent banque impôt budget dette
croissance emploi travail salarié grève syndicat école élève université étude chercheur médecin hôpital patient santé climat
climatique météo tempête pluie neige chaleur feu incendie énergie gaz pétrole électricité eau voiture train avion aéroport
bateau port route accident match joueur équipe club entraîneur victoire défaite but saison ligue coupe champion film musique
livre rapport vidéo photo chef responsable expert accord négociation négociations réunion sommet plan objectif décision
critique problème crise aide protection sécurité risque peur espoir`,
			`onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante janvier février mars avril mai juin juillet août
septembre octobre novembre décembre demi moitié tiers quart deuxième troisième quatrième nord sud est ouest mer océan côte
île fleuve rivière montagne forêt village région commune département quartier kilomètre mètre degré tonne litre maison
logement toit porte chambre famille père mère frère soeur fils fille voisin ami paysan pêcheur planteur ouvrier ingénieur
professeur maire vent soleil lune ciel hiver été printemps automne animal animaux chien chat cheval poisson oiseau arbre pain
lait café table lit lettre journal page mot nom image couleur main tête oeil coeur vie histoire jeune vieux long court haut
bas profond tôt tard rapide lent fort faible lourd léger ouvert fermé payé payer payés paiement retard retards reçu recevoir
perdu gagné commencé terminé montré cherché manque connaît sait tient prend donne porte suivre suit compte compter quitter
entrer sortir rentrer arriver partir tomber mourir naître vivre écrire lire parler dire montrer`
	case "es":
		return `lunes martes miércoles jueves viernes sábado domingo día días semana mes meses año años hora horas minuto tiempo mañana
tarde noche ayer fin inicio dos tres cuatro cinco seis siete ocho nueve diez cien ciento mil millón millones euro euros país
países mundo españa español española gobierno presidente ministro ciudad estado persona personas hombre hombres mujer mujeres
niño niños primer primera último última nuevo nueva nuevos gran grande pequeño parte lugar número anunciar anunció anuncia
según afirma afirmó llegar llega quedar pasar dejar dar pedir pide encontrar seguir`,
			`elección elecciones voto votos partido congreso diputado senado ley proyecto reforma derecho justicia tribunal juicio juez
abogado investigación policía víctima víctimas muerte muerto muertos mata herido heridos ataque guerra paz ejército soldados
militar rusia ucrania china europa europeo unión alemania francia italia portugal méxico argentina chile colombia perú
venezuela madrid barcelona trump sánchez economía económico empresa grupo mercado precio precios coste dinero banco impuesto
presupuesto deuda crecimiento empleo trabajo trabajadores huelga sindicato escuela alumno universidad estudio investigador
médico hospital paciente salud clima climático tiempo temporal lluvia nieve calor fuego incendio energía gas petróleo
electricidad agua coche tren avión aeropuerto barco puerto carretera accidente partido jugador equipo club entrenador
victoria derrota gol temporada liga copa campeón película música libro informe vídeo foto jefe portavoz experto acuerdo
negociación reunión cumbre plan objetivo decisión crítica problema crisis ayuda protección seguridad riesgo miedo esperanza`,
			`once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa enero febrero marzo abril mayo junio
julio agosto septiembre octubre noviembre diciembre medio mitad tercio cuarto segundo tercero norte sur este oeste mar océano
costa isla río montaña bosque pueblo región provincia municipio barrio kilómetro metro grado tonelada litro casa vivienda
techo puerta familia padre madre hermano hermana hijo hija vecino amigo campesino pescador obrero ingeniero profesor alcalde
viento sol luna cielo invierno verano primavera otoño animal perro gato caballo pez ave árbol pan leche café mesa cama carta
periódico página palabra nombre imagen color mano cabeza ojo corazón vida historia joven viejo largo corto alto bajo profundo
temprano rápido lento fuerte débil pesado ligero abierto cerrado pagar pago retraso recibir perdido ganado empezar terminar
mostrar buscar falta conoce sabe tiene toma lleva cuenta contar salir entrar volver partir caer morir nacer vivir escribir
leer hablar`
	case "it":
		return `lunedì martedì mercoledì giovedì venerdì sabato domenica giorno giorni settimana mese mesi anno anni ora ore minuto tempo
mattina sera notte ieri oggi fine inizio due tre quattro cinque sei sette otto nove dieci cento mila mille milione milioni
miliardi euro paese paesi mondo italia italiano italiana governo presidente ministro città stato persona persone uomo uomini
donna donne bambino bambini primo prima ultimo ultima nuovo nuova nuovi grande piccolo parte luogo numero annuncia annunciato
secondo arriva restare passare lasciare dare chiede trovare`,
			`elezione elezioni voto voti partito camera deputato senato legge progetto riforma diritto giustizia tribunale processo giudice
avvocato inchiesta polizia carabinieri vittima vittime morte morto morti ucciso ferito feriti attacco guerra pace esercito
soldati militare russia ucraina cina europa europeo unione germania francia spagna roma milano napoli trump meloni economia
economico azienda gruppo società mercato prezzo prezzi costo soldi banca tassa bilancio debito crescita lavoro lavoratori
sciopero sindacato scuola studente università studio ricercatore medico ospedale paziente salute clima meteo maltempo pioggia
neve caldo fuoco incendio energia gas petrolio elettricità acqua auto treno aereo aeroporto nave porto strada incidente
partita giocatore squadra club allenatore vittoria sconfitta gol stagione serie coppa campione film musica libro rapporto
video foto capo portavoce esperto accordo trattativa riunione vertice piano obiettivo decisione critica problema crisi aiuto
protezione sicurezza rischio paura speranza`,
			`undici dodici tredici quattordici quindici venti trenta quaranta cinquanta sessanta settanta ottanta novanta gennaio febbraio marzo
aprile maggio giugno luglio agosto settembre ottobre novembre dicembre mezzo metà terzo quarto nord sud est ovest mare oceano
costa isola fiume montagna bosco paese regione provincia comune quartiere chilometro metro grado tonnellata litro casa tetto
porta famiglia padre madre fratello sorella figlio figlia vicino amico contadino pescatore operaio ingegnere professore
sindaco vento sole luna cielo inverno estate primavera autunno animale cane gatto cavallo pesce uccello albero pane latte
caffè tavolo letto lettera giornale pagina parola nome immagine colore mano testa occhio cuore vita storia giovane vecchio
lungo corto alto basso profondo presto tardi rapido lento forte debole aperto chiuso pagare ritardo ricevere perso vinto
cominciare finire mostrare cercare manca`
	case "pt":
		return `segunda terça quarta quinta sexta feira sábado domingo dia dias semana mês meses ano anos hora horas minuto tempo manhã
tarde noite ontem hoje fim início dois duas três quatro cinco seis sete oito nove dez cem mil milhão milhões bilhão euro
euros real reais país países mundo brasil portugal brasileiro português governo presidente ministro cidade estado pessoa
pessoas homem homens mulher mulheres criança crianças primeiro primeira último última novo nova novos grande pequeno parte
lugar número anuncia anunciou segundo afirma chega ficar passar deixar dar pede encontrar`,
			`eleição eleições voto votos partido congresso deputado senado lei projeto reforma direito justiça tribunal julgamento juiz
advogado investigação polícia vítima vítimas morte morto mortos ferido feridos ataque guerra paz exército soldados militar
rússia ucrânia china europa união alemanha frança espanha lisboa porto brasília trump lula economia empresa grupo mercado
preço preços custo dinheiro banco imposto orçamento dívida crescimento emprego trabalho trabalhadores greve sindicato escola
aluno universidade estudo pesquisador médico hospital paciente saúde clima tempestade chuva neve calor fogo incêndio energia
gás petróleo eletricidade água carro comboio trem avião aeroporto navio barco porto estrada acidente jogo jogador equipa time
clube treinador vitória derrota golo gol época liga taça campeão filme música livro relatório vídeo foto chefe especialista
acordo negociação reunião cimeira plano objetivo decisão crítica problema crise ajuda proteção segurança risco medo esperança`,
			`onze doze treze quinze vinte trinta quarenta cinquenta sessenta setenta oitenta noventa janeiro fevereiro março abril maio junho
julho agosto setembro outubro novembro dezembro meio metade terço norte sul leste oeste mar oceano costa ilha rio montanha
floresta aldeia região município bairro quilómetro metro grau tonelada litro casa telhado porta família pai mãe irmão irmã
filho filha vizinho amigo agricultor pescador operário engenheiro professor vento sol lua céu inverno verão primavera outono
animal cão gato cavalo peixe ave árvore pão leite café mesa cama carta jornal página palavra nome imagem cor mão cabeça olho
coração vida história jovem velho longo curto alto baixo fundo cedo rápido lento forte fraco aberto fechado pagar atraso
receber perdido ganho começar terminar mostrar procurar falta`
	case "nl":
		return `maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dag dagen week maand jaar jaren uur minuut tijd ochtend avond
nacht gisteren vandaag einde begin twee drie vier vijf zes zeven acht negen tien honderd duizend miljoen miljard procent euro
land landen wereld nederland nederlandse belgië regering president minister stad staat mens mensen man vrouw vrouwen kind
kinderen eerste laatste nieuw nieuwe groot grote klein deel plaats aantal volgens komt gaat staat blijft krijgt laat`,
			`verkiezingen stem stemmen partij kamer kabinet wet plan hervorming recht rechter rechtbank proces advocaat onderzoek politie
slachtoffer slachtoffers dood doden gedood gewond gewonden aanval oorlog vrede leger soldaten rusland oekraïne china europa
europese unie duitsland frankrijk amsterdam rotterdam brussel trump economie bedrijf groep markt prijs prijzen kosten geld
bank belasting begroting schuld groei werk werknemers staking vakbond school leerling universiteit studie onderzoeker arts
ziekenhuis patiënt gezondheid klimaat weer storm regen sneeuw hitte vuur brand energie gas olie stroom water auto trein
vliegtuig luchthaven schip haven weg ongeluk wedstrijd speler team club trainer winst verlies doelpunt seizoen beker kampioen
film muziek boek rapport video foto baas woordvoerder deskundige akkoord onderhandelingen overleg top besluit kritiek probleem
crisis hulp bescherming veiligheid risico angst hoop`,
			`elf twaalf dertien vijftien twintig dertig veertig vijftig zestig zeventig tachtig negentig januari februari maart april mei juni
juli augustus september oktober november december half helft kwart derde vierde noord zuid oost west noorden zuiden oosten
westen zee kust eiland rivier berg bos dorp regio gemeente wijk kilometer meter graad ton liter huis woning dak deur familie
vader moeder broer zus zoon dochter buurman vriend boer visser arbeider ingenieur leraar burgemeester wind zon maan winter
zomer lente herfst dier dieren hond kat paard vis vogel boom brood melk koffie tafel bed brief krant pagina woord naam beeld
kleur hand hoofd oog hart leven geschiedenis jong oud lang kort hoog laag diep vroeg laat snel langzaam sterk zwak open dicht
betalen ontvangen verloren gewonnen begonnen`
	case "sv":
		return `måndag tisdag onsdag torsdag fredag lördag söndag dag dagar vecka månad år timme timmar minut tid morgon kväll natt i går
idag slut början två tre fyra fem sex sju åtta nio tio hundra tusen miljon miljoner miljard procent kronor land länder värld
sverige svensk svenska regering regeringen president minister stad stat människor man män kvinna kvinnor barn första
sista ny nya nytt stor stora liten del plats antal enligt kommer går står blir får`,
			`val valet röst parti riksdag lag förslag rätt domstol rättegång dom advokat utredning polis polisen offer död döda dödad skadad
skadade attack krig fred armé soldater ryssland ukraina kina europa eu tyskland norge danmark finland stockholm göteborg trump
ekonomi företag bolag marknad pris priser kostnad pengar bank skatt budget skuld tillväxt jobb arbete strejk fack skola elev
universitet studie forskare läkare sjukhus patient hälsa klimat väder storm regn snö värme eld brand energi gas olja el vatten
bil tåg flyg flygplats fartyg hamn väg olycka match spelare lag klubb tränare seger förlust mål säsong liga cup mästare film
musik bok rapport video bild chef expert avtal förhandlingar möte toppmöte plan beslut kritik problem kris hjälp skydd säkerhet
risk oro hopp`,
			`elva tolv tretton femton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio januari februari mars april maj juni juli augusti
september oktober november december halv hälften norr söder öster väster hav sjö kust ö flod berg skog by region kommun
kilometer meter grad ton liter hus tak dörr familj far mor bror syster son dotter granne vän bonde fiskare arbetare ingenjör
lärare vind sol måne vinter sommar vår höst djur hund katt häst fisk fågel träd bröd mjölk kaffe bord säng brev tidning sida
ord namn färg hand huvud öga hjärta liv historia ung gammal lång kort hög låg djup tidig sen snabb stark svag öppen stängd`
	}
	return "", "", ""
}
