// Package language gives the program's texts in other languages than Chinese.
//
// Chinese is the source: every text stands in the code in Chinese and is the key of its translation. A Catalogue holds
// the translations of one language, from JSON files of {"Chinese": "translation"}; English holds those of the messages
// that models.Messagef and models.Errorf make. The pages have a catalogue of their own for what only they show.
//
// A translation names its arguments by number, in any order: "%[2]s was due on %[1]s". A number that comes out as 1
// chooses the first form of a word after it: "%[1]d project{s}", "%[1]d {entry|entries}". Numbers are printed as fmt
// prints them: 2026 and 48000, without separators, because most of them are years, percents and codes.
package language
