package store

// beginnings are the first two bytes of words, so that most words of a text need not be looked up.
type beginnings [256][4]uint64

// add notes the first word of a pattern, of which one letter is the beginning of any.
func (b *beginnings) add(first string) {
	row := &b[first[0]]
	if len(first) == 1 {
		*row = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		return
	}
	row[first[1]/64] |= 1 << (first[1] % 64)
}

// has reports that a word may be, or begin, something that was noted.
func (b *beginnings) has(word []byte) bool {
	row := &b[word[0]]
	if len(word) == 1 {
		return *row != [4]uint64{}
	}
	return row[word[1]/64]&(1<<(word[1]%64)) != 0
}
