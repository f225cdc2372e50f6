package tracking

import (
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// checkCells checks the names of corrected cells. Errors: KindInvalid for one that is no cell of a sheet.
func (c ImportChoices) checkCells() error {
	for name := range c.Cells {
		i := strings.LastIndex(name, "!")
		if _, _, ok := sheet.ParseCell(name[i+1:]); !ok || i <= 0 {
			return models.Errorf(models.KindInvalid, "bad_cell", "更正的单元格“%s”应写成 工作表!单元格，如 计划!D12", name)
		}
	}
	return nil
}

// cellsIn returns the corrected cells of one file, by sheet and cell; those of several files are named
// "file!sheet!cell".
func (c ImportChoices) cellsIn(file string, several bool) map[string]map[string]string {
	var cells map[string]map[string]string
	for name, text := range c.Cells {
		i := strings.LastIndex(name, "!")
		sheet, cell := name[:max(i, 0)], strings.ToUpper(name[i+1:])
		if several {
			of := false
			if sheet, of = strings.CutPrefix(sheet, file+"!"); !of {
				continue
			}
		}
		if cells == nil {
			cells = map[string]map[string]string{}
		}
		if cells[sheet] == nil {
			cells[sheet] = map[string]string{}
		}
		cells[sheet][cell] = text
	}
	return cells
}
