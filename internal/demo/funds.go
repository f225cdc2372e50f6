package demo

import (
	"context"
	"fmt"
	"strings"

	"duban/models"
)

// demoFund is the money of a project from one source in percent: approved of the annual plan, and arrived and paid of
// what was approved, eight months ago and last month.
type demoFund struct {
	source                      string
	approved                    int64
	arrivedThen, paidThen       int64
	arrived, paid, work, moreBy int64 // work in percent of what was approved; applied for more by so much
}

// demoFunds are the sources of the first projects on the list; payment of the first one is slow, and the fourth one
// has paid more than was built.
var demoFunds = [][]demoFund{
	{{"地方政府专项债券", 40, 90, 10, 90, 20, 22, 20}, {"企业自筹", 60, 40, 35, 80, 76, 75, 0}},
	{{"中央预算内投资", 20, 50, 30, 100, 85, 84, 25}, {"银行贷款", 50, 40, 40, 90, 82, 80, 0}},
	{{"超长期特别国债", 30, 30, 20, 80, 70, 68, 10}, {"区级财政资金", 20, 50, 50, 100, 95, 92, 0}},
	{{"区级财政资金", 70, 40, 38, 95, 90, 55, 0}},
	{{"企业自筹", 90, 40, 40, 85, 85, 85, 0}},
}

// funds imports the fund ledger as the finance bureau would write it: as of eight months ago, and of last month.
func (f *filler) funds(ctx context.Context, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	last := f.day.Month() - 1
	for _, month := range []models.Month{last - 8, last} {
		var b strings.Builder
		fmt.Fprintf(&b, "重点项目资金拨付情况表（截至%d年%d月底，演示数据）,,,,,,,\n填报单位：区财政局,,,,,,,单位：万元\n", month.Year(),
			month.Number())
		b.WriteString("序号,项目名称,资金来源,申报金额,下达金额,到位金额,累计支出,形成实物工作量\n")
		for i, sources := range demoFunds[:min(len(demoFunds), len(overview.Projects))] {
			p := overview.Projects[i]
			for _, s := range sources {
				approved := p.Plan.Share(s.approved, 100) / models.WanYuan.Fen()
				arrived, paid, work := s.arrivedThen, s.paidThen, s.paidThen
				if month == last {
					arrived, paid, work = s.arrived, s.paid, s.work
				}
				fmt.Fprintf(&b, "%d,%s,%s,%d,%d,%d,%d,%d\n", i+1, p.Name, s.source, approved.Share(100+s.moreBy, 100), approved,
					approved.Share(arrived, 100), approved.Share(paid, 100), approved.Share(work, 100))
			}
		}
		key := f.key("funds", month.String())
		view, err := f.UploadFunds(ctx, models.Operator, key, fmt.Sprint(year), fmt.Sprintf("资金拨付情况表（%d月）.csv",
			month.Number()), 0, []byte(b.String()))
		if err == nil && view.State == models.FundsUploaded {
			_, err = f.CommitFunds(ctx, models.Operator, key+" commit", view.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
