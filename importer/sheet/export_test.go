package sheet

// Stored lists what a workbook's sheets hold, as stored: for tests that compare formats from outside.
func Stored(name string, content []byte) (map[string][]string, error) {
	sheets, err := Read(name, content, DefaultLimits)
	if err != nil {
		return nil, err
	}
	held := map[string][]string{}
	for _, s := range sheets {
		if s.Grid == nil {
			continue
		}
		list := cellsOf(s.Grid)
		if s.Hidden {
			list = append(list, "hidden")
		}
		for _, row := range s.Grid.Rows {
			if row.Hidden {
				list = append(list, "hidden row "+CellName(row.Number, 1))
			}
		}
		for _, m := range s.Grid.Merges {
			list = append(list, "merge "+CellName(m.Top, m.Left)+":"+CellName(m.Bottom, m.Right))
		}
		for _, c := range s.Grid.HiddenColumns {
			list = append(list, "hidden column "+ColumnName(c.Left))
		}
		held[s.Name] = list
	}
	return held, nil
}
