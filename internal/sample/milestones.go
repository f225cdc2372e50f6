package sample

import (
	"math/rand/v2"

	"duban/importer"
	"duban/models"
)

// step is one step of a milestone template.
type step struct {
	name        string
	days        int // calendar days it usually takes
	controlling bool
}

// begin is the step that is the start of construction.
const begin = "开工"

// The milestone templates. Source: published practice of cities and districts, as the defaults an office would edit.
var (
	plant = []step{
		{"立项备案", 3, false}, {"土地供应", 60, false}, {"环评能评批复", 30, false}, {"用地与工程规划许可", 20, false},
		{"施工图审查、招标", 30, false}, {begin, 10, true}, {"纳统入库", 30, false}, {"桩基、基础完成", 60, false},
		{"主体封顶", 120, true}, {"设备安装调试", 120, false}, {"竣工验收", 30, true}, {"投产", 60, true},
	}
	road = []step{
		{"可研批复", 45, false}, {"用地预审、规划选址", 20, false}, {"初步设计及概算批复", 30, false}, {"征迁清障", 120, false},
		{"施工图、招标", 45, false}, {begin, 10, true}, {"纳统入库", 30, false}, {"路基、管线完成", 120, false},
		{"路面、主体完成", 120, false}, {"附属、绿化完成", 60, false}, {"竣工验收", 30, true}, {"交付投用", 10, true},
	}
	school = []step{
		{"可研批复", 45, false}, {"用地手续办结", 45, false}, {"初步设计批复", 45, false}, {"施工图审查", 30, false},
		{"招标完成", 45, false}, {begin, 10, true}, {"纳统入库", 30, false}, {"基础出正负零", 90, false},
		{"主体封顶", 150, true}, {"装修安装完成", 150, false}, {"竣工验收", 30, true}, {"投入使用", 30, true},
	}
	renewal = []step{
		{"意愿征集", 90, false}, {"征收补偿方案公布", 180, false}, {"立项、可研批复", 30, false}, {"净地交付", 120, false},
		{"招标完成", 30, false}, {begin, 10, true}, {"纳统入库", 30, false}, {"基础、管网完成", 120, false},
		{"主体、外墙屋面完成", 300, false}, {"配套完成", 180, false}, {"竣工验收", 30, true}, {"回迁交付", 30, true},
	}
	trade = []step{
		{"项目备案", 15, false}, {"方案审批", 30, false}, {"规划许可", 30, false}, {"施工图审查、招标", 30, false},
		{begin, 10, true}, {"纳统入库", 30, false}, {"主体施工完成", 150, true}, {"装修安装完成", 120, false},
		{"招商签约过半", 60, false}, {"竣工验收", 30, true}, {"开业运营", 30, true},
	}
)

// planMilestones gives a project the eight or nine steps of its template that lie nearest to the middle of its year.
func (p *Project) planMilestones(random *rand.Rand) {
	steps := p.entry.steps
	dates := stepDates(steps, p.Start.Date, p.Finish.Date)
	size, middle := 8, models.DateOf(p.Project.Year, 7, 1)
	if p.entry.stage == completing {
		size = 9
	}
	best, least := 0, models.Date(0)
	for from := 0; from+size <= len(steps); from++ {
		distance := models.Date(0)
		for _, d := range dates[from : from+size] {
			distance += max(d-middle, middle-d)
		}
		if from == 0 || distance < least {
			best, least = from, distance
		}
	}
	newYear := models.DateOf(p.Project.Year, 1, 1)
	for i := best; i < best+size; i++ {
		due := importer.PlannedDate{Date: dates[i], Precision: models.PrecisionDay}
		if !steps[i].controlling && random.IntN(2) == 0 {
			due = importer.PlannedDate{Date: dates[i].Month().Last(), Precision: models.PrecisionMonth}
		}
		done := due.Date + models.Date(p.entry.pace.slip(random))
		if due.Date < newYear { // the year begins with a clean slate
			done = min(done, newYear-1)
		}
		if p.entry.pace == silent && due.Date >= newYear {
			done = 0
		}
		p.Milestones = append(p.Milestones, Milestone{importer.MilestoneLine{Name: steps[i].name, Controlling: steps[i].controlling, Due: due, DoneOn: done}})
	}
}

// stepDates puts the steps before the start of construction back from it by their days, and those after it between
// start and finish in proportion to their days. The last one is the finish.
func stepDates(steps []step, start, finish models.Date) []models.Date {
	at := 0
	for steps[at].name != begin {
		at++
	}
	dates := make([]models.Date, len(steps))
	dates[at] = start
	for i := at - 1; i >= 0; i-- {
		dates[i] = dates[i+1] - models.Date(steps[i+1].days)
	}
	whole, sum := 0, 0
	for _, s := range steps[at+1:] {
		whole += s.days
	}
	for i := at + 1; i < len(steps); i++ {
		sum += steps[i].days
		dates[i] = start + (finish-start)*models.Date(sum)/models.Date(whole)
	}
	return dates
}

// slip is how many days after its due date a step is really done.
func (p pace) slip(random *rand.Rand) int {
	switch p {
	case brisk:
		return -random.IntN(12)
	case slow:
		return 2 + random.IntN(10)
	case behind:
		return 8 + random.IntN(32)
	case stuck:
		return 30 + random.IntN(60)
	}
	return 1 - random.IntN(6)
}
