package feeds

import (
	"strings"

	"dateline/internal/safe"
)

// people joins lists of persons, each person once.
func people(lists ...[]Person) (out []Person) {
	for _, list := range lists {
		for _, p := range list {
			p.Name, p.Email = safe.Line(p.Name), safe.Line(p.Email)
			if p.Email == "" && strings.Contains(p.Name, "@") {
				p = person(p.Name)
			}
			if p.Name == "" && p.Email == "" || known(out, p) {
				continue
			}
			out = append(out, p)
		}
	}
	return out
}

func known(list []Person, p Person) bool {
	for _, have := range list {
		if strings.EqualFold(have.Name, p.Name) && (have.Email == p.Email || p.Email == "") ||
			p.Name == "" && p.Email == have.Email {
			return true
		}
	}
	return false
}

// named reads names as RSS writes them.
func named(lines ...string) (out []Person) {
	for _, s := range lines {
		if p := person(s); p != (Person{}) {
			out = append(out, p)
		}
	}
	return out
}

// person reads "mail (name)", "name (mail)", "name <mail>", a mail address or a name.
func person(s string) Person {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "@") {
		return Person{Name: s}
	}
	var p Person
	var rest []string
	for _, w := range strings.Fields(s) {
		bare := strings.Trim(w, "()<>[],;\"'")
		bare = strings.TrimPrefix(bare, "mailto:")
		if at := strings.IndexByte(bare, '@'); p.Email == "" && at > 0 && at < len(bare)-1 {
			p.Email = bare
			continue
		}
		rest = append(rest, w)
	}
	name := strings.TrimSpace(strings.Join(rest, " "))
	if strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
		name = name[1 : len(name)-1]
	}
	p.Name = strings.Trim(name, " \"<>,;")
	return p
}
