package demo

import (
	"context"
	"fmt"
	"strings"

	"duban/models"
	"duban/tracking"
)

// demoReserves are projects entered for the next year, with how far each is.
var demoReserves = []struct {
	name, sector, scale string
	total, plan         models.Money // in 万元
	investor            models.Investor
	to                  models.ReserveState
}{
	{"新材料中试基地", "先进制造业", "新建中试厂房2.4万平方米，购置中试线4条", 38_000, 16_000, models.InvestorState, models.ReserveReview},
	{"城东冷链物流园", "现代服务业", "新建冷库3万立方米及分拣中心", 26_000, 12_000, models.InvestorPrivate, models.ReserveApplied},
	{"北部片区雨污分流改造", "基础设施", "改造管网18公里", 15_000, 9_000, models.InvestorGovernment, models.ReserveListed},
	{"社区综合服务中心", "民生事业", "新建服务用房0.8万平方米", 6_800, 4_000, models.InvestorGovernment, models.ReserveReturned},
	{"智能仓储设备生产线", "先进制造业", "", 0, 0, models.InvestorUnknown, models.ReserveKept},
}

// reserve enters projects for the next year: some of the demo unit, the others of units of projects on the list.
func (f *filler) reserve(ctx context.Context, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil || len(overview.Projects) == 0 {
		return err
	}
	for i, d := range demoReserves {
		unit := overview.Projects[i%len(overview.Projects)].Unit
		if d.to == models.ReserveReturned || d.to == models.ReserveKept {
			unit = f.accountOf(models.RoleUnit).Organisation
		}
		in := tracking.ReserveKeep{Year: year + 1, ReserveEntry: models.ReserveEntry{Name: d.name, Unit: unit,
			Owner: "演示建设有限公司", Sector: d.sector, Scale: d.scale, Total: d.total * models.WanYuan.Fen(),
			AnnualPlan: d.plan * models.WanYuan.Fen(), Investor: d.investor}}
		if d.to != models.ReserveKept {
			in.Stage, in.Start, in.Finish = models.StageNewStart, models.MonthOf(year+1, 3), models.MonthOf(year+2, 6)
			in.Funding, in.Contact, in.Phone = "财政资金、自筹", "演示联系人", "0533-2345678"
		}
		key := f.key("reserve", fmt.Sprint(i))
		page, err := f.KeepReserve(ctx, models.Operator, key, "", in)
		if err != nil {
			return err
		}
		if err := f.reserveUpTo(ctx, key, page.ID, d.to); err != nil {
			return err
		}
	}
	return nil
}

// reserveUpTo takes the acts that lead to a state.
func (f *filler) reserveUpTo(ctx context.Context, key, id string, to models.ReserveState) error {
	acts := []models.ReserveCommand{{Act: models.ReserveApply}}
	switch to {
	case models.ReserveKept:
		return nil
	case models.ReserveReturned:
		acts = append(acts, models.ReserveCommand{Act: models.ReserveReturn, Text: "用地尚未落实，请补充用地预审意见后重新申报"})
	case models.ReserveReview, models.ReserveListed:
		acts = append(acts, models.ReserveCommand{Act: models.ReservePass},
			models.ReserveCommand{Act: models.ReserveSay, Department: "区自然资源局", Opinion: models.ReserveAgrees},
			models.ReserveCommand{Act: models.ReserveSay, Department: "区财政局", Opinion: models.ReserveConditional,
				Text: "落实资金来源后安排"})
	}
	if to == models.ReserveListed {
		scan, err := f.PutEvidence(ctx, models.Operator, "清单（演示数据）.pdf", strings.NewReader(emptyPage))
		if err != nil {
			return err
		}
		acts = append(acts, models.ReserveCommand{Act: models.ReserveAdmit,
			Document:   "演示〔" + fmt.Sprint(f.day.Year()) + "〕30号",
			DocumentOn: f.day, Evidence: &scan})
	}
	for _, c := range acts {
		take := tracking.ReserveTake{Applications: []string{id}, ReserveCommand: c}
		if _, err := f.TakeReserves(ctx, models.Operator, key+" "+string(c.Act)+c.Department, take); err != nil {
			return err
		}
	}
	return nil
}
