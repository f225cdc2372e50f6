package importer

// Stored lists what a workbook's sheets hold, as stored: for tests that compare formats from outside.
func Stored(name string, content []byte) (map[string][]string, error) {
	sheets, err := readBook(name, content, defaultLimits)
	if err != nil {
		return nil, err
	}
	held := map[string][]string{}
	for _, s := range sheets {
		if s.raw == nil {
			continue
		}
		list := cellsOf(s.raw)
		if s.hidden {
			list = append(list, "hidden")
		}
		for _, row := range s.raw.rows {
			if row.hidden {
				list = append(list, "hidden row "+cellName(row.number, 1))
			}
		}
		for _, m := range s.raw.merges {
			list = append(list, "merge "+cellName(m.top, m.left)+":"+cellName(m.bottom, m.right))
		}
		for _, c := range s.raw.hiddenColumns {
			list = append(list, "hidden column "+columnName(c.left))
		}
		held[s.name] = list
	}
	return held, nil
}
