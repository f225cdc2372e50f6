package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// monthTask is one month of a plan in one cell: 3月土地平整，完成投资4000万元.
type monthTask struct {
	month      models.Month // the last, where several are named
	due        models.Date
	precision  models.Precision
	task       string        // without the amount; "" when only an amount is planned
	amount     *models.Money // nil: none
	cumulative bool          // the amount is planned from January on
	several    bool          // the amount is for several months
	err        *models.Error // of the amount, without a cell
}

var (
	monthLead = regexp.MustCompile(
		`(?:^|[;；。\n,，、])(?:((?:19|20)\d{2})年)?(?:(\d{1,2})月?[-~—–－至到、])?(\d{1,2})月(?:份)?(底|末|初|中旬|上旬|下旬|中)?(?:之?前)?[:：,，]?`)
	monthAmount = regexp.MustCompile(
		`[,，、;；]?(?:并)?(累计)?(?:计划|预计|力争)?(?:完成|实现|达到)?(累计)?(?:固定资产)?投资(?:额|量)?(?:约|达到|达|为|:)?` +
			`([\d,.]+)(千万元|千万|百万元|百万|千元|亿元|亿|万元|万|元)?`)
	taskLead = regexp.MustCompile(`^(?:(?:计划|力争|预计|确保|全面|完成|实现|并|[,，、:：;；])+)`)
)

// parseMonths parses a cell that plans several months, each beginning with its month. unit applies to amounts without
// one.
func parseMonths(text string, year int, unit models.Unit) []monthTask {
	s := sheet.Fold(strings.ReplaceAll(strings.ReplaceAll(text, "\r", "\n"), "\n", "；"))
	leads := monthLead.FindAllStringSubmatchIndex(s, -1)
	var tasks []monthTask
	group := func(m []int, i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	for i, m := range leads {
		end := len(s)
		if i+1 < len(leads) {
			end = leads[i+1][0]
		}
		y := year
		if named := group(m, 1); named != "" {
			y = number(named)
			year = y
		}
		due := monthOf(y, number(group(m, 3)), group(m, 4))
		if due.code != "" {
			continue
		}
		t := monthTask{month: due.day.Month(), due: due.day, precision: due.precision, several: group(m, 2) != ""}
		t.read(s[m[1]:end], unit)
		tasks = append(tasks, t)
	}
	return tasks
}

// read separates the plan of a month into amount and task.
func (t *monthTask) read(body string, unit models.Unit) {
	if a := monthAmount.FindStringSubmatchIndex(body); a != nil {
		of := unit
		if a[8] >= 0 {
			of = models.Unit(strings.TrimSuffix(body[a[8]:a[9]], "元") + "元")
		}
		read := parseAmount(body[a[6]:a[7]], of)
		t.amount, t.err = read.value, read.err
		t.cumulative = a[2] >= 0 || a[4] >= 0
		t.several = t.several && !t.cumulative
		body = body[:a[0]] + body[a[1]:]
	}
	task := taskLead.ReplaceAllString(body, "")
	t.task = strings.Trim(task, ",，、;；。:： ")
}
