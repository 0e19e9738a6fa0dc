package feeds

import (
	"strings"
	"sync"
)

// field reads the element whose start tag is the current token as a field of the feed or of the open item, and writes it in
// the form gofeed reads. Elements that nobody reads are passed over.
func (m *mender) field(class, local string) {
	if m.fields++; m.fields > maxFields*(1+m.items*m.outsideItem()) {
		m.skip()
		return
	}
	class, local = m.known(class, local)
	as := m.shape(class, local)
	if as < 0 {
		m.skip()
		return
	}
	p, whole := m.capture(class, local, as)
	if !whole {
		m.dropped = m.item >= 0
		return
	}
	m.write(&p)
}

// outsideItem is 1 where the feed's own fields are read: they may be many in all, spread between the items.
func (m *mender) outsideItem() int {
	if m.item < 0 {
		return 1
	}
	return 0
}

// known gives an element the name under which it is written: old names, and names that stand in the wrong format.
func (m *mender) known(class, local string) (string, string) {
	switch class {
	case "":
		if m.atom {
			class = "atom"
		}
	case "googleplay":
		class = "itunes"
	case "pheedo":
		class = "feedburner"
	}
	if name, ok := renamed()[class+":"+local]; ok {
		class, local, _ = strings.Cut(name, ":")
	}
	return class, local
}

// shape is what a field is read as; -1: not at all.
func (m *mender) shape(class, local string) shape {
	as, ok := shapes()[class+":"+local]
	if !ok {
		return -1
	}
	return as
}

// renamed maps names of elements to those under which they are written. The elements of RSS itself have no prefix.
var renamed = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(renames), "\n") {
		f := strings.Fields(line)
		for _, name := range f[1:] {
			m[name] = f[0]
		}
	}
	return m
})

const renames = `
atom:published   atom:issued :published :issued
atom:updated     atom:modified :updated :modified
atom:subtitle    atom:tagline :subtitle :tagline
atom:rights      atom:copyright
atom:created     :created
atom:id          :id
atom:logo        :logo
atom:icon        :icon
content:encoded  :fulltext :fullitem :body :content :content_encoded :content-encoded :encoded
itunes:summary   :summary itunes:description
dc:date          :date
dc:creator       :creator
dc:subject       :subject
dc:rights        :rights
media:thumbnail  :thumbnail
`

// shapes maps the elements that are read to how they are read: as plain text, as a text that may hold markup (rich), or in
// parts.
var shapes = sync.OnceValue(func() map[string]shape {
	kinds := map[string]shape{"plain": plainShape, "rich": richShape, "parts": partsShape}
	m := map[string]shape{}
	for _, line := range strings.Split(strings.TrimSpace(fieldShapes), "\n") {
		f := strings.Fields(line)
		for _, local := range f[2:] {
			m[strings.TrimPrefix(f[0], "rss")+":"+local] = kinds[f[1]]
		}
	}
	return m
})

const fieldShapes = `
rss         rich   title description
rss         plain  link language copyright managingeditor webmaster pubdate lastbuilddate ttl category guid comments enclosure author
rss         parts  image skiphours skipdays categories
atom        rich   title subtitle summary content rights info
atom        plain  link id published updated created logo icon category
atom        parts  author contributor source
dc          rich   title description
dc          plain  creator publisher author language rights date subject identifier contributor
dcterms     rich   title alternative abstract description
dcterms     plain  created issued modified available date creator subject
content     rich   encoded
xhtml       rich   body div
media       rich   title description
media       plain  thumbnail keywords category credit copyright
media       parts  content group
itunes      rich   summary subtitle title
itunes      plain  author image keywords link
itunes      parts  owner category
sy          plain  updateperiod updatefrequency
feedburner  plain  origlink origenclosurelink
`
