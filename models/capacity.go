package models

// Capacity is in which capacity a person holds a role for a post or an organisation.
type Capacity string

// The capacities. Of a post: its holder, who acts for the holder (代理、主持工作), and the liaison (联络员), who is told
// and enters from paper but does not decide. Of an organisation: an ordinary member, its head (负责人) and its contact
// (联系人).
const (
	CapacityNone    Capacity = "" // the holder of a post; a member of an organisation
	CapacityActing  Capacity = "acting"
	CapacityLiaison Capacity = "liaison"
	CapacityHead    Capacity = "head"
	CapacityContact Capacity = "contact"
)

var capacityWords = map[Capacity]string{
	CapacityNone: "任职", CapacityActing: "代理", CapacityLiaison: "联络员", CapacityHead: "负责人", CapacityContact: "联系人",
}

// Chinese returns the name of the capacity.
func (c Capacity) Chinese() string { return capacityWords[c] }
