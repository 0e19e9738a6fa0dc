package feeds

import (
	"bytes"
	"net/url"
	"strings"
)

// scope is what elements inherit.
type scope struct {
	base  *url.URL
	told  bool // base comes from xml:base, not from the document's address
	names int  // of m.names
}

type binding struct{ prefix, class string }

// enter reads the namespaces and the base of a start tag into the scope of what lies in it.
func (m *mender) enter(s *scope) {
	for _, a := range m.z.attrs {
		switch {
		case len(a.name) < 5, len(m.names) >= maxNames:
		case string(a.name) == "xml:base":
			s.base, s.told = resolve(s.base, decode(a.value)), true
		case string(a.name) == "xmlns":
			m.names = append(m.names, binding{"", namespace(decode(a.value), "")})
		case bytes.HasPrefix(a.name, []byte("xmlns:")):
			prefix := string(a.name[len("xmlns:"):])
			m.names = append(m.names, binding{prefix, namespace(decode(a.value), prefix)})
		}
	}
	s.names = len(m.names)
}

// base is what relative addresses are resolved against: what xml:base says, else the address of the document. A feed that is
// served from another host than its site's means its own pages, those of the item or of the site.
func (m *mender) base() *url.URL {
	if m.scope.told {
		return m.scope.base
	}
	doc := m.scope.base
	switch {
	case doc != nil && (m.site == nil || m.site.Host == doc.Host):
		return doc
	case m.page != nil:
		return m.page
	case m.site != nil:
		return m.site
	}
	return doc
}

// linked remembers the page of the feed or of the open item.
func (m *mender) linked(address string) {
	u := parsedURL(address)
	switch {
	case u == nil:
	case m.item >= 0 && m.page == nil:
		m.page = u
	case m.item < 0 && m.site == nil:
		m.site = u
	}
}

// resolve is the base that xml:base sets within another.
func resolve(base *url.URL, ref string) *url.URL {
	ref = strings.TrimSpace(ref)
	u, err := url.Parse(ref)
	switch {
	case err != nil:
		return base
	case base != nil:
		return base.ResolveReference(u)
	case u.IsAbs():
		return u
	}
	return nil
}

// split returns the class of a name's namespace and the name without its prefix. Native elements have the class "".
func (m *mender) split(name []byte) (class, local string) {
	prefix := ""
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		prefix, name = string(name[:i]), name[i+1:]
	}
	local = string(name)
	class = m.class(prefix)
	if class == m.own {
		class = ""
	}
	return class, local
}

func (m *mender) class(prefix string) string {
	for i := len(m.names) - 1; i >= 0; i-- {
		if m.names[i].prefix == prefix {
			return m.names[i].class
		}
	}
	if prefix == "" {
		return ""
	}
	return knownPrefix(strings.ToLower(prefix))
}

// namespace is the class of a namespace: the prefix that most feeds use for it, "" for RSS itself and for what is made the
// default without being known, "?" for the unknown.
func namespace(uri, prefix string) string {
	uri = strings.ToLower(strings.TrimSpace(uri))
	uri = strings.TrimSuffix(strings.TrimSuffix(uri, "/"), "#")
	_, uri, _ = strings.Cut(uri, "://")
	switch uri {
	case "www.w3.org/2005/atom", "purl.org/atom/ns", "purl.org/net/atom", "www.w3.org/2005/atom10":
		return "atom"
	case "purl.org/rss/1.0", "purl.org/net/rss1.1", "my.netscape.com/rdf/simple/0.9", "channel.netscape.com/rdf/simple/0.9",
		"backend.userland.com/rss", "backend.userland.com/rss2", "blogs.law.harvard.edu/tech/rss", "purl.org/rss/2.0",
		"www.rssboard.org/rss-specification", "cyber.law.harvard.edu/rss", "my.netscape.com/publish/formats/rss-0.91.dtd":
		return ""
	case "www.w3.org/1999/02/22-rdf-syntax-ns":
		return "rdf"
	case "purl.org/rss/1.0/modules/content":
		return "content"
	case "purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0", "purl.org/metadata/dublin_core":
		return "dc"
	case "purl.org/dc/terms":
		return "dcterms"
	case "search.yahoo.com/mrss", "search.yahoo.com/mrss/rss", "video.search.yahoo.com/mrss", "tools.search.yahoo.com/mrss",
		"www.rssboard.org/media-rss":
		return "media"
	case "www.itunes.com/dtds/podcast-1.0.dtd", "example.com/dtds/podcast-1.0.dtd":
		return "itunes"
	case "www.google.com/schemas/play-podcasts/1.0":
		return "googleplay"
	case "rssnamespace.org/feedburner/ext/1.0":
		return "feedburner"
	case "www.pheedo.com/namespace/pheedo":
		return "pheedo"
	case "purl.org/rss/1.0/modules/syndication":
		return "sy"
	case "www.w3.org/1999/xhtml":
		return "xhtml"
	}
	if prefix == "" {
		return ""
	}
	return knownPrefix(strings.ToLower(prefix))
}

func knownPrefix(prefix string) string {
	switch prefix {
	case "atom", "rdf", "content", "dc", "dcterms", "media", "itunes", "googleplay", "feedburner", "pheedo", "sy", "xhtml":
		return prefix
	case "rss":
		return ""
	case "atom10", "a10":
		return "atom"
	}
	return "?"
}
