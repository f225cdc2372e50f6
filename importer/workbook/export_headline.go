package workbook

// headline describes the programme's progress in one paragraph, each rate with its base.
func (m Monthly) headline() string {
	lead := ""
	if gaps := m.gaps(); gaps != "" {
		lead = gaps + "\n"
	}
	if summary := m.Figures.Summary(m.Programme); summary != "" {
		lead += summary + "\n"
	}
	return lead + m.Figures.RatesWords()
}
