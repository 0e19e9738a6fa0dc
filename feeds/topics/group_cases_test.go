package topics

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// told is a report of a case: the event it tells of, hours after the case began, headline and teaser.
type told struct {
	event   string
	hour    float64
	title   string
	summary string
}

// sameName are events that have a place, people or a kind in common, each told by two outlets or more: what a person
// would put into different rows, and what into one.
var sameName = []struct {
	name, lang string
	reports    []told
}{
	{"two events by one sea", "en", []told{
		{"ferry", 0, "Ferry runs aground off Skarvoy with 140 aboard, nobody hurt", "A car ferry on its way to Skarvoy ran onto a sandbank in the Grey Sea on Tuesday with 140 passengers aboard. All were taken off by lifeboats."},
		{"ferry", 1, "Grey Sea ferry stuck on sandbank: 140 passengers taken off by lifeboat", "Lifeboats brought 140 people ashore after a car ferry struck a sandbank near Skarvoy. The owner said the captain had reported a fault in the rudder."},
		{"cod", 9, "Cod quota in the Grey Sea cut by half for two years", "Fishing for cod in the Grey Sea will be cut by half from January, ministers of five coastal countries agreed on Tuesday after a night of talks."},
		{"cod", 10, "Ministers halve Grey Sea cod catch after night of talks", "Five countries will let their boats land only half as much cod from January. Fishing towns asked for compensation."},
	}},
	{"a war's prisoners and a war's peace talks", "en", []told{
		{"swap", 0, "Vardania and Tolmeria exchange 90 captured soldiers at river crossing", "Vardania and Tolmeria exchanged ninety soldiers at the Issel crossing on Sunday, the first such exchange since their war began three years ago."},
		{"swap", 1, "Ninety soldiers go home as Tolmeria and Vardania swap captives", "Ninety captured soldiers crossed a bridge over the Issel on Sunday. Families had waited through the night on both banks."},
		{"plan", 22, "Tolmeria backs outline of ceasefire plan, envoy to travel to Vardania", "The president of Tolmeria said on Monday that her government accepts the outline of a plan to end the war with Vardania. An envoy will fly there this week."},
		{"plan", 23, "Envoy bound for Vardania after Tolmeria accepts ceasefire outline", "An outline of a ceasefire has the support of Tolmeria's government, its president said, and a mediator will carry it to Vardania this week."},
	}},
	{"two earthquakes within a day", "en", []told{
		{"north", 0, "Magnitude 6.8 earthquake shakes Port Calder, at least nine dead", "A strong earthquake struck the harbour city of Port Calder before dawn, killing at least nine people and cutting power to the old town."},
		{"north", 1, "At least nine killed as 6.8 quake hits Port Calder before dawn", "Nine people died when an earthquake shook Port Calder. Rescue teams searched collapsed houses in the old town."},
		{"island", 14, "Magnitude 6.1 earthquake strikes remote Anuri islands, no deaths reported", "An earthquake of magnitude 6.1 struck near the Anuri islands in the evening. No deaths were reported and a tsunami warning was lifted after an hour."},
		{"island", 15, "Tsunami warning lifted after 6.1 quake near Anuri islands", "People on the Anuri islands went back to their houses after a tsunami warning was lifted. The quake damaged a school and a pier."},
	}},
	{"two rulings of one court", "en", []told{
		{"water", 0, "Supreme Court lets farmers sue over polluted wells", "The Supreme Court ruled on Thursday that farmers may sue a chemical company whose plant polluted their wells, ending eleven years of appeals."},
		{"water", 1, "Farmers win right to sue chemical company over wells at Supreme Court", "Farmers whose wells were polluted by a chemical plant may take its owner to court, the Supreme Court said on Thursday."},
		{"maps", 2, "Supreme Court strikes down voting map of Calvary County", "The Supreme Court on Thursday threw out a voting map of Calvary County because it split a tribal reservation into four districts."},
		{"maps", 3, "Calvary County must draw new voting districts, Supreme Court rules", "A county map that split a reservation into four is unlawful, the Supreme Court said on Thursday. New districts are due by March."},
	}},
	{"two summits", "en", []told{
		{"forest", 0, "Summit in Quellin ends with pledge to stop felling old forest by 2035", "Leaders of forty countries closed their summit in Quellin with a pledge to stop the felling of old forest by 2035, and with a fund for those who guard it."},
		{"forest", 1, "Forty leaders pledge end to old-forest logging at Quellin summit", "A summit in Quellin agreed on a fund for forest guards and on an end to the logging of old forest within a decade."},
		{"chips", 6, "Leaders at summit in Asterport agree on rules for exports of chips", "Leaders of eleven countries agreed at a summit in Asterport on common rules for the export of chips and of the machines that make them."},
		{"chips", 7, "Asterport summit: eleven countries set common chip export rules", "Common rules for the export of chips were agreed by leaders of eleven countries in Asterport on Monday after two days of talks."},
	}},
	{"two strikes in one week", "en", []told{
		{"buses", 0, "Bus drivers in Castleford walk out over night shifts", "Bus drivers in Castleford began a strike on Monday after talks about night shifts failed. Half of the city's lines were cancelled."},
		{"buses", 1, "Castleford bus strike leaves half of all lines without service", "Half of the bus lines in Castleford did not run on Monday as drivers stopped work in a dispute about night shifts."},
		{"nurses", 5, "Nurses in Castleford vote to strike over pay", "Nurses at three Castleford hospitals voted on Monday to strike for two days next month unless their pay is raised."},
		{"nurses", 6, "Castleford hospitals face two-day nurses' strike next month", "Nurses voted by a large majority for a strike over pay at three hospitals in Castleford."},
	}},
	{"one minister, two affairs", "en", []told{
		{"tax", 0, "Finance minister Orla Venn presents budget with higher tax on flights", "Finance minister Orla Venn told parliament on Wednesday that a tax on flights will pay for cheaper trains."},
		{"tax", 1, "Flights to be taxed for cheaper trains in Venn's budget", "A higher tax on flights is to pay for cheaper train tickets, finance minister Orla Venn said as she presented her budget."},
		{"house", 26, "Orla Venn under fire over flat rented from property developer", "Finance minister Orla Venn rented a flat in the capital from a property developer for half the usual price, a newspaper reported on Thursday."},
		{"house", 27, "Minister's cheap flat: Venn denies favours for developer", "Orla Venn denied on Thursday that a developer had let a flat to her cheaply in return for favours."},
	}},
	{"a club's match and its transfer", "en", []told{
		{"match", 0, "Wexham Rovers beat Holt City 3-1 to go top of the league", "Two goals by Sami Adeyo sent Wexham Rovers to the top of the league on Saturday with a 3-1 victory over Holt City."},
		{"match", 1, "Adeyo scores twice as Wexham Rovers go top with win over Holt City", "Wexham Rovers lead the league after Sami Adeyo's two goals in a 3-1 win against Holt City."},
		{"transfer", 20, "Wexham Rovers sign goalkeeper Lund from Harbour United", "Wexham Rovers have signed the goalkeeper Erik Lund from Harbour United for nine million, the club said on Sunday."},
		{"transfer", 21, "Goalkeeper Erik Lund leaves Harbour United for Wexham Rovers", "Harbour United have sold Erik Lund, their goalkeeper of eight seasons, to Wexham Rovers."},
	}},
	{"storm in two countries, told apart by place", "en", []told{
		{"hurricane", 0, "Hurricane Odile tears roofs off houses in Santa Brisa", "Hurricane Odile came ashore at Santa Brisa with winds of 190 kilometres an hour, tore off roofs and left 60,000 homes without power."},
		{"hurricane", 1, "Santa Brisa without power after Hurricane Odile makes landfall", "Some 60,000 homes were without power after Hurricane Odile made landfall near Santa Brisa."},
		{"snow", 4, "Snowstorm leaves 40,000 homes in Norrvik without power", "A snowstorm brought down power lines around Norrvik and left 40,000 homes without electricity on the coldest night of the year."},
		{"snow", 5, "Forty thousand homes dark in Norrvik as snow brings down lines", "Heavy snow brought down power lines near Norrvik; crews on skis were repairing them."},
	}},
	{"two findings of science", "en", []told{
		{"bees", 0, "Bees can count to four and know what zero is, study finds", "Bees trained with sugar water can count to four and understand that zero is less than one, researchers in Melbray found."},
		{"bees", 1, "Study: bees understand zero and count up to four", "Researchers in Melbray taught bees to count with drops of sugar water. The insects placed zero below one."},
		{"teeth", 2, "Teeth found in cave are oldest trace of people on the island, study says", "Six teeth from a cave in Lauvao are 61,000 years old, researchers say, the oldest trace of people on the island."},
		{"teeth", 3, "Cave teeth push back arrival of people on Lauvao to 61,000 years", "People reached Lauvao far earlier than believed: a study dates teeth found in a cave to 61,000 years ago."},
	}},
	{"a dull day of numbers and common words", "en", []told{
		{"library", 0, "A library that opened eighty years ago comes home to its first street", "After eighty years the town library has moved back into the house in which it was founded, carried there book by book."},
		{"drought", 7, "Drought that came once in eighty years now comes every nine", "A drought like this summer's was expected once in eighty years. Now it comes every nine, says an analysis of the rivers."},
	}},
	{"boats that have nothing to do with each other", "en", []told{
		{"collision", 0, "Patrol ship and fishing boat collide near disputed reef", "PORT ILLAN (Norpress) — A patrol ship and a fishing boat collided near a disputed reef on Saturday, and six fishermen went into the water."},
		{"collision", 1, "Six fishermen in water after patrol ship hits boat at disputed reef", "Six fishermen were pulled from the sea after a patrol ship hit their boat near the reef that two countries claim."},
		{"adrift", 30, "Fishing crew finds boat adrift for twelve days with 70 people aboard", "SANTA PELA (Norpress) — A fishing crew found a wooden boat with 70 people on board after twelve days at sea and brought it into port on Monday."},
	}},
	{"a vote and a trial in one capital", "en", []told{
		{"vote", 0, "Lomeria votes in closest presidential election for decades", "Voters in Lomeria chose a president on Sunday in the closest election for decades. First counts put the two candidates within a point."},
		{"vote", 1, "Presidential election in Lomeria too close to call as count begins", "Less than a point separates the two candidates for president of Lomeria after the first counts."},
		{"trial", 3, "Former president of Lomeria goes on trial over sale of port", "A court in the capital of Lomeria opened the trial of the former president Iva Sorel, who is accused of selling a port to a friend."},
		{"trial", 4, "Iva Sorel in court: trial over port sale opens in Lomeria", "Iva Sorel, the former president, told judges that the sale of the port had been lawful."},
	}},
	{"two deals of one company", "en", []told{
		{"battery", 0, "Carmaker Tessen to build battery plant in Ostrava Valley", "The carmaker Tessen will build a battery plant in the Ostrava Valley for two billion and hire 3,000 people, it said on Tuesday."},
		{"battery", 1, "Tessen picks Ostrava Valley for two-billion battery plant", "A battery plant with 3,000 jobs will be built in the Ostrava Valley by the carmaker Tessen."},
		{"recall", 8, "Tessen recalls 400,000 cars because of brake fault", "The carmaker Tessen is recalling 400,000 cars because their brakes may fail in the cold, a regulator said on Tuesday."},
		{"recall", 9, "Brake fault: 400,000 Tessen cars called back to workshops", "Brakes that may fail in cold weather force Tessen to call back 400,000 cars."},
	}},
	{"two fires", "en", []told{
		{"mill", 0, "Fire destroys old paper mill in Dunmarsh", "A fire destroyed the old paper mill in Dunmarsh on Friday night. Sixty firefighters kept it from the houses beside the river."},
		{"mill", 1, "Dunmarsh paper mill burns down, houses saved", "Sixty firefighters fought through the night as the paper mill in Dunmarsh burned down."},
		{"forest", 12, "Wildfire near Cresta Alta forces 2,000 from their homes", "A wildfire driven by dry wind came within a kilometre of Cresta Alta on Saturday; 2,000 people were told to leave."},
		{"forest", 13, "Two thousand leave Cresta Alta as wildfire closes in", "Residents of Cresta Alta left their homes as firefighters dug lines against a wildfire."},
	}},
	{"the same event in other words", "en", []told{
		{"bridge", 0, "Footbridge in Marrow Park collapses during concert, eleven injured", "Eleven people were injured when a footbridge collapsed during an open-air concert in Marrow Park on Saturday evening."},
		{"bridge", .5, "Eleven hurt as bridge gives way at park concert", "A footbridge in Marrow Park gave way under concertgoers on Saturday evening. Eleven people were taken to hospital."},
		{"bridge", 3, "Engineers had warned about Marrow Park footbridge before collapse", "The footbridge that collapsed at a concert on Saturday, injuring eleven, had been due for repair since spring, the park's engineers said."},
	}},
	{"the same medicine in other words", "en", []told{
		{"pill", 0, "Pill taken once a week halves migraine days in large trial", "A pill taken once a week halved the days with migraine in a trial with 2,400 patients, doctors reported on Wednesday."},
		{"pill", 1, "Once-weekly migraine pill cuts attacks by half, doctors report", "Patients with migraine had half as many attacks when they took a new pill once a week, according to a trial of 2,400 people."},
	}},
	{"ein Meer, zwei Ereignisse", "de", []told{
		{"wind", 0, "Windparks in der Graubucht liefern erstmals drei Tage lang Strom für alle", "Die Windparks in der Graubucht haben drei Tage lang mehr Strom geliefert, als die Küstenländer verbrauchten, teilten die Netzbetreiber am Montag mit."},
		{"wind", 1, "Drei Tage mehr Windstrom als Verbrauch: Rekord in der Graubucht", "Netzbetreiber melden einen Rekord: Drei Tage lang deckte Windstrom aus der Graubucht den ganzen Verbrauch der Küstenländer."},
		{"flut", 10, "Orkan treibt Flut in die Graubucht: Hunderttausende ohne Strom", "Ein Orkan hat am Montag die Häfen in der Graubucht stillgelegt. Hunderttausende waren über Stunden ohne Strom, Deiche hielten."},
		{"flut", 11, "Sturmflut in der Graubucht legt Häfen still, Deiche halten", "Der Orkan über der Graubucht hat die Häfen lahmgelegt und Hunderttausenden den Strom genommen. Die Deiche hielten der Sturmflut stand."},
	}},
	{"deux accords le même jour", "fr", []told{
		{"trêve", 0, "Au Keldar, une trêve de soixante jours signée par l'armée et les rebelles", "L'armée et les rebelles du Keldar ont signé dimanche une trêve de soixante jours, négociée par des chefs de village."},
		{"trêve", 1, "Keldar : l'armée et les rebelles signent une trêve de soixante jours", "Une trêve de soixante jours a été signée dimanche au Keldar après des semaines de négociations menées par des chefs de village."},
		{"café", 9, "Les planteurs de café seront payés le jour même à partir de janvier", "À partir de janvier, les planteurs de café recevront leur argent le jour même de la livraison, a annoncé le gouvernement lundi."},
		{"café", 10, "Café : le paiement le jour de la livraison promis aux planteurs", "Le gouvernement promet aux planteurs de café un paiement le jour même de la livraison, dès janvier."},
	}},
	{"dos incendios", "es", []told{
		{"mercado", 0, "Un incendio destruye el mercado de Villarroja sin causar heridos", "Un incendio destruyó en la madrugada del lunes el mercado de Villarroja. No hubo heridos, informaron los bomberos."},
		{"mercado", 1, "El fuego arrasa el mercado de Villarroja", "El mercado de Villarroja quedó destruido por el fuego en la madrugada; los bomberos no encontraron heridos."},
		{"monte", 8, "Un incendio forestal obliga a desalojar tres pueblos de la sierra de Almenar", "Tres pueblos de la sierra de Almenar fueron desalojados el lunes por un incendio forestal que avanza con el viento."},
		{"monte", 9, "Desalojados tres pueblos por el fuego en la sierra de Almenar", "El fuego avanza en la sierra de Almenar y obligó a desalojar tres pueblos, dijo el gobierno regional."},
	}},
}

// reportsOf are the reports of a case, each of an outlet of its own, and the event of each by id.
func reportsOf(i int) (reports []Report, event map[string]string) {
	c := sameName[i]
	event = map[string]string{}
	for k, r := range c.reports {
		id := fmt.Sprintf("%d-%d %s", i, k, r.event)
		event[id] = fmt.Sprint(i, r.event)
		reports = append(reports, Report{
			ID: id, Title: r.title, Summary: r.summary, Source: fmt.Sprint("outlet", k), Lang: c.lang,
			Published: monday.Add(time.Duration(r.hour * float64(time.Hour))),
		})
	}
	return reports, event
}

// In a store of nothing else, and in one of all cases at once, no story mixes two events, and hardly any event is two
// stories.
func TestEventsThatHaveANameInCommon(t *testing.T) {
	var all []Report
	truth := map[string]string{}
	for i, c := range sameName {
		reports, event := reportsOf(i)
		all = append(all, reports...)
		for id, e := range event {
			truth[id] = e
		}
		mixed, split, why := apartAndTogether(reports, event)
		if len(mixed) > 0 || len(split) > 0 {
			t.Errorf("%s: mixed %q, split %q\n%s", c.name, mixed, split, why)
		}
	}
	slices.SortStableFunc(all, func(a, b Report) int { return a.Published.Compare(b.Published) })
	mixed, split, why := apartAndTogether(all, truth)
	if len(mixed) > 0 || len(split) > 1 {
		t.Errorf("all in one store: mixed %q, split %q\n%s", mixed, split, why)
	}
}

// apartAndTogether groups reports and returns the events that share a story and those that have more than one, and why.
func apartAndTogether(reports []Report, event map[string]string) (mixed, split []string, why string) {
	g := NewGrouper(Corrections{})
	in, of := map[string]map[string]bool{}, map[string]map[string]bool{}
	note := func(m map[string]map[string]bool, a, b string) {
		if m[a] == nil {
			m[a] = map[string]bool{}
		}
		m[a][b] = true
	}
	var told strings.Builder
	for _, r := range reports {
		s := g.Add(r)
		note(in, s, event[r.ID])
		note(of, event[r.ID], s)
		w, _ := g.Why(r.ID)
		fmt.Fprintf(&told, "\t%s: %s\n", r.ID, w)
	}
	for s, events := range in {
		if len(events) > 1 {
			mixed = append(mixed, s)
		}
	}
	for e, stories := range of {
		if len(stories) > 1 {
			split = append(split, e)
		}
	}
	slices.Sort(mixed)
	slices.Sort(split)
	return mixed, split, told.String()
}

// A word or two say nothing of an event, not even when they are the same.
func TestReportsOfAFewWordsStayAlone(t *testing.T) {
	at := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	g := NewGrouper(Corrections{})
	for i, r := range []Report{
		{Title: "Update", Source: "A"},
		{Title: "Update", Source: "B"},
		{Title: "Live", Summary: "body", Source: "C"},
		{Title: "Body", Summary: "body", Source: "C"},
		{Title: "q", Summary: "body", Source: "D"},
	} {
		r.ID, r.Published, r.Lang = string(rune('a'+i)), at.Add(time.Duration(i)*time.Minute), "en"
		if story := g.Add(r); story != r.ID {
			t.Errorf("%q of %s is put with %s", r.Title, r.Source, story)
		}
	}
}
