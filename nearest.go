package main

import "strings"

// nearest returns the one of known that a mistyped word most likely meant, or "" when none is near.
func nearest(word string, known []string) string {
	best, distance := "", 1+max(1, len([]rune(word))/3)
	for _, k := range known {
		if d := edits(strings.ToLower(word), k); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// edits is how many letters have to be put in, left out, changed or swapped with their neighbour to make b of a.
func edits(a, b string) int {
	s, t := []rune(a), []rune(b)
	var before, last []int
	now := make([]int, len(t)+1)
	for j := range now {
		now[j] = j
	}
	for i := range s {
		before, last, now = last, now, make([]int, len(t)+1)
		now[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			now[j+1] = min(last[j]+cost, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
	}
	return now[len(t)]
}
