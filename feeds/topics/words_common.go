package topics

// The tables of this file say how common words are before a single report was read. They are written by hand from a
// general knowledge of how news is worded, in coarse bands; no collection of texts stands behind them.

// usual is how many reports the table of common words counts for. Once a few thousand real ones are in, they decide.
const usual = 700

// stopWords are the words of a language that carry no subject. They are dropped before anything is counted, and tell
// the language of a report whose feed names none.
func stopWords(lang string) string {
	switch lang {
	case "en":
		return `a about after again against ago all almost also although am among an and another any are around as at be
because been before being below between both but by can cannot could did do does doing done down during each either else
ever every few for from further get gets getting give given go goes going gone got had has have having he her here hers
herself him himself his how however i if in into is it its itself just keep least less let like likely made make makes
making many may maybe me might mine more most much must my myself near nearly need never next no nor not nothing now of
off often on once one only onto or other others our ours out over own per perhaps put quite rather really s said same say
saying says see seem seems seen she should since so some something soon still such t take taken takes than that the their
theirs them themselves then there these they thing things this those though through thus till to today together told too
took toward towards under until up upon us very via was way we well went were what whatever when where whether which while
who whole whom whose why will with within without would yes yet you your yours re ve ll don doesn didn isn wasn won aren
couldn wouldn shouldn hasn haven`
	case "de":
		return `aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da
dabei damit dann das dass dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein
eine einem einen einer eines er es etwas euch für gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn
ihnen ihr ihre ihrem ihren ihrer im in ins ist jede jedem jeden jeder jetzt kann kein keine keinen können könnte machen man
mehr mein meine mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sagt sagte schon sehr sein seine seinem
seinen seiner seit selbst sich sie sind so sogar soll sollen sollte sondern sonst über um und uns unser unter viel viele vom
von vor während war waren warum was weil weiter welche wenn wer werden wie wieder will wird wir wo wollen worden wurde wurden
zu zum zur zwar zwischen`
	case "fr":
		return `a à afin ai ainsi alors au aucun aura aussi autre autres aux avait avant avec avoir ayant c ce cela celle
celui ces cet cette ceux chaque chez comme comment contre d dans de depuis des deux devait doit donc dont du elle elles en
encore entre est et étaient était été être eu fait faire faut fois font il ils j je jusqu l la le les leur leurs lors lui m
ma mais me même mes moins mon n ne ni non nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus plusieurs
pour pourquoi pourrait près qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera serait ses si soit son
sont sous sur t ta te tes toi ton tous tout toute toutes très tu un une vers vos votre vous y dit après`
	case "es":
		return `a al algo algunas algunos ante antes así aún aunque cada como cómo con contra cual cuando cuándo de del
desde donde dónde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este
esto estos estaba fue fueron ha había habían hace hacer hacia han hasta hay la las le les lo los más me mi mientras mis muy
nada ni no nos nosotros nuestra nuestro o otra otras otro otros para pero poco por porque puede pueden que qué quien quién se
sea según ser si sí sido sin sobre solo sólo son su sus también tan tanto te tiene tienen todo todos toda todas tras tu un una
unas uno unos y ya yo dice dijo`
	case "it":
		return `a ad agli ai al alla alle allo anche ancora avere aveva c che chi ci ciò col come con contro cosa così cui
da dagli dai dal dalla dalle dallo degli dei del dell della delle dello deve di dopo dove due e è ed era erano essere fa fare
fino fra fu gli ha hanno ho i il in io l la le lei lo loro lui ma mai me mentre mi mio molto ne negli nei nel nell nella nelle
nello no noi non nostra nostro o ogni oggi oltre per perché però più poi prima può quale quali quando quanto quella quelle
quelli quello questa queste questi questo qui s sarà se secondo sempre senza si sia sono sotto stata state stati stato su sua
sue sugli sui sul sull sulla sulle suo suoi tra tu tutta tutte tutti tutto un una uno va verso vi`
	case "pt":
		return `a à ainda além algo alguns ao aos apenas após aquela aquele aqui as às até cada com como contra da das de
dela dele deles depois desde dessa desse desta deste diz disse do dois dos duas durante e é ela elas ele eles em enquanto
entre era essa esse esta está estão estava este eu faz fazer foi foram há isso isto já lhe mais mas me mesmo meu minha muito
muitos na não nas nem no nos nós nossa nosso num numa o onde os ou outra outras outro outros para pela pelas pelo pelos pode
podem por porque quais qual quando quanto que quem são se segundo seja sem ser será seu seus sob sobre sua suas só também tem
têm ter toda todas todo todos tudo um uma umas uns vai você`
	case "nl":
		return `aan al alle alleen als altijd andere ben bij daar dan dat de deze die dit doen door dus een en er geen had
hadden heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kon kunnen maar me meer men met mij mijn moet moeten na
naar niet nog nu of om omdat ons ook onder op over te tegen toch toen tot tussen u uit uw van veel voor waar waren was wat
we wel werd werden wie wil wordt worden zal ze zei zegt zelf zich zij zijn zo zonder zou zouden`
	case "sv":
		return `alla allt att av bara bli blir blev då de dem den denna deras dess det detta dig din du efter ej eller en
ett från för få får fick genom ha hade han hans har hela här hon honom hur i in inte jag kan kommer kunde man med men mer mot
mycket när nu ny och också om på sa säger sedan sig sin sina sitt ska skulle så som till två under upp ut utan vad var vara
vem vi vid vill år än är åt över`
	case "da", "no":
		return `af alle at av bare ble bli blir blev da de dem den denne der deres det dette din du efter ein eit eller en
er et etter fikk får for fra før ga ha hadde han hans har have hun hvad hva hvem hvis hvor hvordan i ikke ikkje ind inn jeg
eg kan kom kun kunne man med meg mellem mellom men mer mere mod mot må når nå nu og også om op opp over på sa sagde selv ser
sig seg siden sier siger sin sine skal skulle som så til to under ud ut uden uten var ved vi vil ville være været år`
	case "fi":
		return `ei eivät että he hän häntä ja jo joka jos jotka kanssa kertoo kuin kun me mikä mitä mukaan mutta myös ne niin
nyt oli olivat olla on ovat sanoo se sekä sen siitä sitä tai tämä tämän vain vaikka vielä voi yli`
	case "ru":
		return `а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее ей ему
если есть еще же за и из или им их к как когда кто ли лишь между меня мне может можно мы на над надо нас не него нее нет ни
них но ну о об однако он она они оно от очень по под после потому почти при про раз с сам сама своей своего свои свою себя
сейчас со сказал так также такой там те тем то того тоже только том тот три тут ты у уже хотя чего чем через что чтобы эта
эти это этого этой этом этот я`
	case "uk":
		return `а але без би був була були було бути в вам вас ви від він вона вони все всі де для до є же за з зі і й її їй
його їх із із-за к коли ми мене між на над нас не ні них ніж о об однак по під після при про разом сам свого своєї свої
себе та так також там тим то того тоді той тому тут у цього цей ця ці через чи що щоб як який яка які якщо я`
	case "pl":
		return `a aby ale ani bardzo bez będą będzie bo by był była było były być cały co czy dla do gdy gdzie go i ich im
innych ja jak jako je jego jej jest jeszcze jeśli już każdy kiedy która które którego której których który którzy ma mają
mi może można na nad nie nich nim niż o od on ona one oni oraz po pod podczas powiedział przed przez przy roku są się
swoje swoich ta tak także tam te tego tej ten też to tu tych tym tylko w we wszystko z za ze że został została`
	case "cs", "sk":
		return `a aby aj ako ale ani asi až bez bol bola bolo boli bude budou by byl byla bylo byly být čo co či do dnes
ho i jak jako je jeho její jej jejich jen jeho ještě již k kde kdo kdy kdyby kdyz když která které který kteří ktorá ktoré
ktorý má mají mezi může na nad ne není nebo než o od on po pod podle pre proti pro protože před při řekl s sa se si sú so
svou své také tak že to tento tím toho tom tu už v ve více však všech vo z za ze zo`
	case "ro":
		return `a acest această aceasta aceste ai al ale am ar are așa au avea ca care că ce cea cei cel cele cu cum da dacă
dar de decât deci despre din după ea ei el ele era este eu fi fie fost fără iar îi îl în încă între își la le lor lui mai mult
nici nu o or pe pentru peste prin sa să se sunt spus sub și te toate tot un una unde unei unor unui va vor`
	case "tr":
		return `ama ancak bir biri bu bunu çok çünkü da daha dan de değil den dedi diye en gibi göre hem her için ile ise
kadar ki mi mı ne neden o olan olarak oldu olduğu olduğunu on onu sonra şey şu tüm üzere var ve veya ya yeni yok`
	case "hu":
		return `a az azt ahogy akkor amely ami amit annak arra azonban be csak de e egy ez ezt és fel hanem hogy ha hát ki
kell le lesz lett már még meg mert mint mondta minden nagyon nem nincs ő pedig s sem szerint től úgy után vagy van vannak volt
voltak`
	case "ar":
		return `في من على إلى عن أن إن ان الى التي الذي الذين هذا هذه ذلك تلك كان كانت قد لقد ما لا لم لن هو هي هم و أو ثم
بعد قبل بين مع خلال كل عند حتى منذ كما لكن غير أي أنه أنها وقال قال قالت يوم وفي ومن وأن`
	case "he":
		return `של את על לא עם הוא היא זה זאת כי אם גם או אבל כל יש אין היה היתה היו אל מה מי אני הם לאחר בין עוד כך רק
אך כמו לפני נגד אמר`
	case "fa":
		return `و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد گفت می شده شود اما یا اگر باید بود های ها`
	case "hi":
		return `के का की में है और से को पर ने यह कि एक हैं था थे थी भी नहीं तो हो कर इस लिए ही जो वह अपने गया रहे या जा`
	case "el":
		return `ο η το οι τα του της των τον την στο στη στην στον στα στις και να για με από που είναι θα δεν μια ένα ένας
ως σε αλλά ή αν κατά μετά πριν ότι όπως όταν πως τους τις αυτό αυτή ήταν έχει έχουν`
	case "id", "ms":
		return `yang dan di ke dari untuk pada dengan dalam ini itu adalah akan tidak oleh juga atau telah sudah bisa dapat
karena ada para saat setelah sebagai kata mereka dia saya kami kita lebih hingga bahwa namun tersebut`
	case "vi":
		return `và của là có cho không được các một những người trong với để đã từ khi này đến về ra vào tại trên sau
cũng như theo nhưng bị đó lại sẽ còn nhiều`
	}
	return ""
}

// band is a row of the table: words that so many of a thousand reports hold.
type band struct {
	permille float64
	words    string
}

// commonWords are words of news by how often a report (title and the first 400 characters) holds them.
func commonWords(lang string) []band {
	if lang != "en" {
		daily, frequent, plain := usualWords(lang)
		return []band{{40, daily}, {15, frequent}, {6, plain}}
	}
	return []band{
		{80, `new year president people monday tuesday wednesday thursday friday saturday sunday government state time
first two week last day report united country according former official news world trump`},
		{45, `american house group court city national company police support three plan call public month part leader
million minister back work election party political law end come big show want use case high change senate
republican democrat against percent white administration federal security help old early late expect find top long
second home right office start continue announce lead campaign america york`},
		{28, `washington department general vote bill live major number attack war military force power man woman family child
school member deal business market economy economic billion service know think ask look run set issue decision policy
foreign international health hit fight face rule move meet place open hold turn become pay tell release statement claim
accuse charge kill die death dead arrest trial judge justice lawmaker congress governor senator secretary executive chief
director candidate win lose race poll victory biden obama clinton ban order cut rise raise grow fall drop four five six
several dozen hundred thousand million`},
		{18, `china russia chinese russian ukraine israel iran europe european britain british london texas california
florida north south east west korea north prime parliament opposition coalition labour conservative liberal democratic
supreme committee council commission agency border immigration immigrant migrant refugee tax budget spending debt trade
tariff job worker employee union strike wage price cost inflation rate bank stock share investor sale profit quarter
revenue growth oil gas energy climate coronavirus covid pandemic virus vaccine hospital patient doctor medical disease
student teacher university college community local street area region district county town building car road water food
video photo post twitter facebook social media internet online website technology data phone google apple
story reporter journalist interview speech comment message letter email call conference press morning night evening
afternoon weekend january february march april may june july august september october november december 2020 2021 2022
2023 2024 2025 2026 season game team player coach league cup match final score goal champion fan film movie music star
actor singer album award host series season tv television network channel audience`},
		{10, `allegation allege investigation investigator investigate probe evidence witness testimony testify hearing
lawyer attorney prosecutor prosecute defendant jury verdict guilty sentence prison jail convict crime criminal murder
shoot shooting gun weapon officer suspect victim injure wound victim rape abuse assault sexual harassment protest
protester demonstration rally march crowd riot violence violent terror terrorist terrorism bomb bombing explosion missile
nuclear army troop soldier navy air strike airstrike fighter rebel militant ceasefire peace talk negotiation agreement
treaty sanction diplomat diplomatic ambassador embassy summit nato un france french germany german italy spain japan india
pakistan afghanistan iraq syria turkey egypt saudi arabia palestinian gaza mexico canada australia africa brazil venezuela
cuba poland greece ireland scotland brexit eu hong kong taiwan fire wildfire flood storm hurricane earthquake weather rain
snow heat temperature emergency disaster rescue crash accident plane flight airline airport train ship driver vehicle
passenger travel tourist hotel restaurant store shop customer consumer product brand sell buy buyer seller owner founder
ceo executive firm industry manufacturer factory plant startup software app device user account hacker hack cyber privacy
security surveillance intelligence cia fbi spy secret classified document leak source anonymous memo file record release
reveal discover warn threat threaten fear concern risk danger safe safety crisis problem challenge effort attempt try fail
failure success succeed hope promise pledge vow demand request urge press push propose proposal suggest consider discuss
debate argue argument dispute disagree oppose opponent critic criticize criticism condemn defend praise respond response
react reaction deny reject refuse admit acknowledge confirm agree accept approve approval pass sign block delay stop halt
suspend cancel close reopen open launch begin finish return leave quit resign fire hire appoint nominate nominee nomination
replace join remain stay visit arrive travel send bring carry deliver provide offer include create build develop produce
design plan prepare protect save reduce increase decline gain lose add remove limit allow permit require enforce impose
nation citizen resident voter voting ballot primary caucus delegate convention ticket running mate republican gop
conservative liberal progressive moderate left right wing far extreme populist nationalist racism racist race black white
hispanic latino asian muslim jewish christian catholic church pope religious religion faith god abortion gay marriage
transgender gender equality rights freedom speech amendment constitution constitutional legal illegal legislation legislative
measure reform repeal obamacare insurance medicaid medicare welfare poverty poor rich wealth wealthy income middle class
money fund funding finance financial donor donation pay payment loan mortgage credit tax taxpayer shutdown impeachment
impeach`},
		{5, `accident achievement acquire acquisition activist actress adviser advocate affair affect agenda aide aim alert
ally alliance amid analysis analyst anger angry anniversary annual answer apologize apology appeal appear application
appointment arm artist asset athlete attend attention author authority average avoid baby ban base battle beat beach
behavior believe benefit best bid birth birthday blame blast blow board boat body book boost boss bounce boy break brief
brother burn capital capture career catch cause celebrate celebrity center central century chairman chance charity chart
check choice choose civil civilian clash clear client clinic coal coast collapse colleague collect comedy command commander
common compare compete competition competitor complain complaint complete condition conduct conflict connect connection
conservative contact contract control controversial controversy cop corporate correct corruption couple course cover
coverage crack create credit cross cup currency current damage dark date daughter deadline deadly deal dealer debut decade
declare deep defeat defense deficit degree democracy deploy deputy detail detain determine device diet difference
difficult digital dinner direct disclose discovery discrimination dismiss display distance divide divorce dog dollar
domestic dominate double doubt draft drama draw dream dress drink drive drone drug due earn earnings easy edition editor
education effect elect elite emerge encourage engage engine entertainment environment environmental episode era escape
establish estate estimate event exchange exclusive exit expand expert explain export expose extend fact false famous farmer
fashion fast father favor feature fee female festival field fighting figure flag flee floor focus follow follower forecast
form format forward found foundation free friend friendly front fuel full future gang garden girl global gold graduate
grand grant great green ground guard guest guide guilty half hand happen hard hate head hear heart heavy hero highlight
history historic hire holiday holocaust homeless hostage hot hour household human humanitarian hundred hunt husband idea
ignore image immediate impact import important improve incident independent individual influence inform information
initiative injury innocent inside inspector institute institution insurance interest interior invasion invest investment
invite involve iphone island isis issue item joint joke judicial key kid kidnap king kiss label lack land landmark language
large launch lawsuit layoff learn leave legacy legend lesson letter level library license lie life lift light line link list
little living location lock long loss lot love low luxury magazine mail main majority male manage manager map mark mask mass
massive matter mayor meal mean measure meeting memorial memory mental middle mile mind mine minimum minority minute miss
mission mistake mobile model modern moment mother mount mountain mouth movement murder museum mystery name nature negative
neighbor neighborhood nightclub normal note notice novel nurse object observer ocean offense officer oil olympic operation
operator opinion opportunity option organization organizer original outbreak outside overseas page pain paint panel paper
parent park participate partner partnership passport past path pattern peak period permanent person personal perspective
pet pick picture piece pilot pipeline pitch planet platform play pledge point police politician pollution pop popular
population position positive possible potential powerful practice prayer premier premiere prepare presence present
presidency presidential pressure prevent previous priest princess prince prior prison private prize process profile program
progress project promise promote property prosecution protection prove province publish purchase quality queen question
quick quote radio rail range rank rare rapper reach read ready real reality reason rebel recall receive recent recession
recognize recommend recover recovery red reflect regime regional regulation regulator relation relationship relative relief
rely repair repeat representative research researcher reserve resolution resource restore restrict restriction result
retail retailer retire retirement retreat reverse review revolution ride ring river robot rock rocket role roll romance
room round route royal rumor rural sacrifice sanctuary satellite scale scandal scene schedule science scientist scheme
screen sea search seat section sector seek seize self sense sensitive separate serious serve session settle settlement
severe sex shadow shape shake sharp shelter sheriff shift shock short shot shut side signal significant silence similar
simple single sister site situation size skill sky slam slave sleep slow small smart smoke smoking solar soldier solution
son song soul sound space spark speaker special spend spirit split spokesman spokeswoman sport spot spread spring squad
staff stage stand standard standoff step stick stimulus stock stone straight strategy stream strength stress strong
structure struggle study style subject suburb successful sue suffer suicide suit summer super supply supporter surge surgery
surprise surround survey survive survivor suspend sweep swing system table tackle talent tank tape target task teen teenager
term test theater theory threat threaten throw tie tiny title token tone tool tour tourism tower track tradition traditional
traffic tragedy train transfer transform transition transport transportation treat treatment tree trend tribute trick trigger
trip trouble true trust truth tunnel tv type ultimate uncertain uncle undercover understand unemployment unique unit unity
universe unusual update upset urban usual value variety version veteran veto vice view village violate violation viral virtual
visa vision visitor vital voice volunteer vulnerable wait wake walk wall warning waste watch wave weak wealth wear web wedding
weight whistleblower wide widespread wife wild wind window wine winner winter wire withdraw withdrawal witness wonder word
worry worst worth write writer wrong yard young youth zone`},
		{40, `three four five six seven eight nine ten hour minute day month come goes asked told`},
		{20, `eleven twelve thirteen fourteen fifteen twenty thirty forty fifty hundred night noon midnight kilometer kilometre mile
meter metre half third fourth fifth`},
		{10, `sixteen seventeen eighteen nineteen sixty seventy eighty ninety second quarter centimetre centimeter tonne ton kilo
degree northern southern eastern western capital village valley hill lake sea island boat port bridge wind storm water
sun moon winter summer spring autumn family woman men women children people`},
		{10, `neighbour neighbouring favour favourite harbour honour humour rumour colour behaviour defence offence licence programme
theatre centre organise organisation recognise analyse traveller cancelled dialogue grey plough ageing jewellery`}, // as Britain writes
	}
}
