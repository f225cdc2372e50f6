package models

// RungsByRules counts rungs on record and by rules that are tried.
type RungsByRules struct {
	Was  RungCount `json:"was"`
	Will RungCount `json:"will"`
}

// RungCount counts rungs.
type RungCount struct {
	Urging int `json:"urging"`
	Yellow int `json:"yellow"`
	Red    int `json:"red"`
	Top    int `json:"top"`
}

// Add adds the counts of another project.
func (r *RungsByRules) Add(other RungsByRules) {
	r.Was.add(other.Was)
	r.Will.add(other.Will)
}

func (c *RungCount) add(o RungCount) {
	c.Urging, c.Yellow, c.Red, c.Top = c.Urging+o.Urging, c.Yellow+o.Yellow, c.Red+o.Red, c.Top+o.Top
}

// SentRungs counts the rungs from one day to another, without those passed over.
func SentRungs(records []Escalation, from, to Date) (c RungCount) {
	for _, e := range records {
		day := e.At.Date()
		if e.Kind != KindRung || e.PassedOver || day < from || day > to {
			continue
		}
		switch e.Rung {
		case NoRung:
		case Urging:
			c.Urging++
		case Yellow:
			c.Yellow++
		case Red:
			c.Red++
		case Top:
			c.Top++
		}
	}
	return c
}

// LightsByRule counts the lights of months by the rules in force and by rules that are tried.
type LightsByRule struct {
	Was  LightCount `json:"was"`
	Will LightCount `json:"will"`
}

// LightCount counts lights.
type LightCount struct {
	Green  int `json:"green"`
	Yellow int `json:"yellow"`
	Red    int `json:"red"`
	NoData int `json:"no_data"`
}

// Count adds the lights of a month.
func (l *LightsByRule) Count(was, will Colour) {
	l.Was.count(was)
	l.Will.count(will)
}

// Add adds the counts of another project.
func (l *LightsByRule) Add(o LightsByRule) {
	l.Was.add(o.Was)
	l.Will.add(o.Will)
}

func (c *LightCount) add(o LightCount) {
	c.Green, c.Yellow, c.Red, c.NoData = c.Green+o.Green, c.Yellow+o.Yellow, c.Red+o.Red, c.NoData+o.NoData
}

func (c *LightCount) count(hue Colour) {
	switch hue {
	case Green:
		c.Green++
	case YellowHue:
		c.Yellow++
	case RedHue, TopHue:
		c.Red++
	case NoData:
		c.NoData++
	}
}
