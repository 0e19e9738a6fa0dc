package store

// beginnings are the first two bytes of words and terms, so that of most words nothing has to be looked up.
type beginnings [256][4]uint64

// add notes the first of a pattern. The stem of a word begins as the word does, but that a y behind its first letter can become an i,
// and that one letter can be left of it.
func (b *beginnings) add(first string) {
	row := &b[first[0]]
	switch {
	case len(first) == 1:
		*row = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
	case first[1] == 'i':
		row['y'/64] |= 1 << ('y' % 64)
		fallthrough
	default:
		row[first[1]/64] |= 1 << (first[1] % 64)
	}
}

// has reports that a word may be, or begin, something that was noted.
func (b *beginnings) has(word []byte) bool {
	row := &b[word[0]]
	if len(word) == 1 {
		return *row != [4]uint64{}
	}
	return row[word[1]/64]&(1<<(word[1]%64)) != 0
}
