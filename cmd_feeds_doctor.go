package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

func feedsDoctorCommand() command {
	return command{
		name: "doctor", args: "[NAME]", short: "say which feeds are in trouble, and what helps",
		long: `
Says of every feed that is followed and in trouble what it is, and one thing
that helps: feeds that are gone, moved, refused, unreachable, no feeds at all,
or silent for long. Nobody is asked; it goes by the last answers.

With the name or address of one feed: how much it brings, and its last 50
answers: time, status, size, how long it took, what came of it.

  --fix    write the new addresses of feeds that have moved into the
           configuration; their stories move along
  --json   one JSON object a line: url, name, trouble, fix

Where stdout is no terminal: one line a feed, with tabs between address, name,
trouble and fix. The exit status is 0, well or not.`,
		run: (*program).doctor,
	}
}

// finding is what is wrong with a feed, and what helps.
type finding struct {
	URL     string `json:"url"`
	Name    string `json:"name"`
	Trouble string `json:"trouble"`
	Fix     string `json:"fix"`
}

func (p *program) doctor(ctx context.Context, args []string) error {
	asJSON, fix := false, false
	set := p.flags("feeds doctor")
	set.BoolVar(&asJSON, "json", false, "")
	set.BoolVar(&fix, "fix", false, "")
	words, err := p.mixed(set, args)
	switch {
	case err != nil:
		return err
	case len(words) > 0 && fix:
		return usage("feeds doctor --fix takes no words · dateline feeds move NAME")
	case len(words) > 0:
		return p.examine(ctx, strings.Join(words, " "), asJSON)
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	states, err := p.kept(ctx, c)
	if err != nil {
		return err
	}
	if fix {
		return p.moveFeeds(ctx, states)
	}
	var findings []finding
	down := networkDown(states)
	if !down.IsZero() {
		findings = append(findings, finding{
			Name: "the network", Trouble: "no feed could be reached when they were last asked, " + ago(p.now().Sub(down)),
			Fix: "dateline refresh --force, once it is there again",
		})
	}
	unasked := len(c.Feeds)
	for _, f := range states {
		if !f.Followed {
			continue
		}
		if !f.Checked.IsZero() {
			unasked--
		}
		if !down.IsZero() && down.Sub(f.Checked) <= round && unreached(f) {
			continue
		}
		if trouble, help := diagnose(f, p.now()); trouble != "" {
			findings = append(findings, finding{f.URL, f.Source.Shown(f.Title), trouble, help})
		}
	}
	return p.printFindings(findings, healthLine(len(findings), len(c.Feeds), unasked), asJSON)
}

func (p *program) printFindings(findings []finding, health string, asJSON bool) error {
	out := bufio.NewWriter(p.out)
	for _, f := range findings {
		name, trouble, fix := safe.Line(f.Name), safe.Line(f.Trouble), safe.Line(f.Fix)
		switch {
		case asJSON:
			if err := writeJSONLine(out, f); err != nil {
				return err
			}
		case p.terminal:
			fmt.Fprintln(out, p.cut(name+" · "+trouble))
			fmt.Fprintln(out, "  → "+fix) // not cut: it is there to be copied
		default:
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", safe.Line(feeds.Spoken(f.URL)), name, trouble, fix)
		}
	}
	if !asJSON && (p.terminal || len(findings) == 0) {
		fmt.Fprintln(out, health)
	}
	return out.Flush()
}

// cut fits a line to the terminal.
func (p *program) cut(line string) string {
	if p.width > 0 {
		return ansi.Truncate(line, p.width, "…")
	}
	return line
}

// healthLine reads "48 feeds: 3 in trouble, 2 not asked yet".
func healthLine(ill, all, unasked int) string {
	line := count(all, "feed") + ": "
	switch {
	case unasked == all && all > 0:
		return line + "not asked yet · dateline refresh asks them"
	case ill == 0:
		line += "all well"
	default:
		line += fmt.Sprintf("%s in trouble", humanize.Comma(int64(ill)))
	}
	if unasked > 0 {
		line += fmt.Sprintf(", %s not asked yet", humanize.Comma(int64(unasked)))
	}
	return line
}

// round is how long a refresh takes at most, as far as the doctor can tell.
const round = 15 * time.Minute

// networkDown is when feeds were last asked, if none of them could be reached then, and there was more than one to tell by.
func networkDown(states []store.FeedState) time.Time {
	var last time.Time
	for _, f := range states {
		if f.Followed && f.Checked.After(last) {
			last = f.Checked
		}
	}
	hosts := make(map[string]bool)
	for _, f := range states {
		switch {
		case !f.Followed || f.Checked.IsZero() || last.Sub(f.Checked) > round:
		case !unreached(f):
			return time.Time{}
		default:
			u, _ := url.Parse(f.URL) // an address of the configuration has been parsed before
			hosts[u.Host] = true
		}
	}
	if len(hosts) < 2 {
		return time.Time{}
	}
	return last
}

// unreached reports that a feed's server could not be spoken to when it was last asked.
func unreached(f store.FeedState) bool {
	return f.LastError == feeds.ErrOffline.Error() || f.LastError == feeds.ErrNoHost.Error() || strings.HasPrefix(f.LastError, "no connection")
}

func ago(d time.Duration) string {
	if d < time.Minute {
		return "just now"
	}
	return span(d) + " ago"
}

// A feed that brings nothing for this long is silent.
const silence = 30 * 24 * time.Hour

// diagnose says what is wrong with a feed, by its last answer, and one thing that helps; "" when it is well.
func diagnose(f store.FeedState, now time.Time) (trouble, fix string) {
	switch {
	case f.Gone:
		return "its server says that it is gone for good (410); it is not asked any more", remove(f)
	case f.MovedTo != "":
		return "it has moved for good to " + f.MovedTo, "dateline feeds move " + shellWord(feeds.Spoken(f.URL))
	case f.Paused:
		return "", ""
	case f.Failures > 0:
		return ailment(f, now)
	case f.LastError == feeds.ErrOffline.Error(): // which is nothing that a feed has
		return "", ""
	case !f.Changed.IsZero() && now.Sub(f.Changed) > silence:
		return "it answers, but has brought nothing new for " + span(now.Sub(f.Changed)), look(f)
	case f.LastError != "" && !f.Checked.IsZero():
		return f.LastError, "nothing: it is asked again in " + span(max(f.Next.Sub(now), time.Minute))
	case f.Stories == 0 && !f.Checked.IsZero() && f.Changed.IsZero():
		return "it answers, but there is nothing in it", look(f)
	}
	return "", ""
}

// ailment is what a failing feed has.
func ailment(f store.FeedState, now time.Time) (trouble, fix string) {
	often := ""
	if f.Failures > 1 {
		often = fmt.Sprintf(", %s in a row", count(f.Failures, "time"))
	}
	wait := "nothing: it is asked again in " + span(max(f.Next.Sub(now), time.Minute))
	if f.Failures >= 20 {
		wait = remove(f)
	}
	says := f.LastError
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(says, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("browser check"):
		return "its site lets only browsers in, by a check that no program passes" + often, look(f)
	case f.Status == http.StatusUnauthorized:
		return "it asks for a password (401)" + often, look(f)
	case f.Status == http.StatusForbidden:
		return "its server refuses to give it (403), to programs or to this network" + often, look(f)
	case f.Status == http.StatusNotFound:
		return "there is nothing at its address (404)" + often, look(f)
	case f.Status == http.StatusTooManyRequests:
		return "its server was asked too often (429)" + often, wait
	case f.Status >= 500:
		return fmt.Sprintf("its server is in trouble (%d)%s", f.Status, often), wait
	case has("web page", "no feed", "sitemap", "OPML", "empty", "cannot be read"):
		return "what is at its address is no feed: " + says + often, look(f)
	case has("10 MB"):
		return says + often, look(f)
	case has("no such host"):
		return "its host does not exist (any more)" + often, "look for a slip in the address, else " + remove(f)
	case has("certificate"):
		return says + often, "look at the clock of this computer, else write to the outlet"
	case has("private"):
		return says + often, "if it is a server of yours: write its address into the configuration as it is asked for"
	case has("redirected"):
		return says + often, look(f)
	case says == "":
		says = fmt.Sprintf("it answered %d", f.Status)
	}
	return says + often, wait
}

func remove(f store.FeedState) string {
	return "dateline feeds remove " + shellWord(feeds.Spoken(f.URL))
}

// shellWord is an address as one word of a shell.
func shellWord(s string) string {
	if strings.ContainsAny(s, "&?;*()$|<>'[]{}!#~`\"\\ ") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// look is the command that looks for the feed of the outlet anew.
func look(f store.FeedState) string {
	site := f.Site
	if site == "" {
		if u, err := url.Parse(f.URL); err == nil {
			site = u.Scheme + "://" + u.Host + "/"
		}
	}
	return "dateline feeds add --dry-run " + shellWord(site)
}

// moveFeeds writes the new addresses of moved feeds into the configuration.
func (p *program) moveFeeds(ctx context.Context, states []store.FeedState) error {
	f, err := readConfigFile(p.config)
	if err == nil {
		_, err = f.own()
	}
	if err != nil {
		return err
	}
	moved := 0
	for _, s := range states {
		to := safe.URL(s.MovedTo)
		if !s.Followed || s.Gone || to == "" || to == s.URL || !f.follows(s.URL) {
			continue
		}
		if f.follows(to) {
			err = f.remove(s.URL) // it is followed at both
		} else {
			err = f.move(s.URL, to)
		}
		if err != nil {
			return err
		}
		moved++
		fmt.Fprintln(p.out, safe.Line(fmt.Sprintf("%s · %s → %s", s.Source.Shown(s.Title), feeds.Spoken(s.URL), feeds.Spoken(to))))
	}
	if moved == 0 {
		fmt.Fprintln(p.out, "no feed has moved")
		return nil
	}
	if err := f.save(); err != nil {
		return err
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	db, err := p.openStore(ctx, p.storePath(), c) // which gives the stories their new address
	if err != nil {
		return err
	}
	return db.Close()
}
