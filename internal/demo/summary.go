package demo

import (
	"context"
	"fmt"
	"os"
	"time"

	"duban/internal/app"
	"duban/internal/config"
	"duban/models"
	"duban/tracking"
)

// printSummary prints the address, the figures, the accounts and some commands to try.
func (f *filler) printSummary(ctx context.Context, c config.Config, running *app.App, started time.Time) error {
	year := f.day.Year()
	now, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	before, err := f.Status(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year-1))
	if err != nil {
		return err
	}
	s := now.Status
	line := func(format string, args ...any) { fmt.Fprintf(f.out, format+"\n", args...) }
	line("\n督办演示已启动（%.1f 秒）。全部金额、日期、人员均为演示数据，不代表实际情况。\n", time.Since(started).Seconds())
	line("  打开  http://%s/", running.Listen)
	if running.TemporalUI != "" {
		line("  流程  %s（Temporal 界面，只读；地址含访问口令，请勿外传）", running.TemporalUILink)
	}
	line("")
	line("  清单  %s：%d 个项目（市重大 %d 个），计划 %s 亿元%s", s.Programme, s.Projects, s.CityMajor, s.AnnualPlan.Rounded(models.YiYuan),
		soFar(s))
	line("        绿灯 %d，黄灯 %d，红灯 %d，无数据 %d；待审 %d 件；数据截至 %s",
		s.Colours[models.Green], s.Colours[models.YellowHue], s.Colours[models.RedHue],
		s.Colours[models.NoData], s.Waiting, f.day)
	line("  对比  %s：%d 个项目，全年完成 %s 亿元\n", before.Programme, before.Projects, before.Approved.Rounded(models.YiYuan))
	f.printAccounts(line, c.Data)
	duban := os.Args[0]
	line("  另开一个终端试试：")
	line("    %s status --data %s", duban, c.Data)
	line("    %s escalations --data %s", duban, c.Data)
	line("    %s review --list --data %s", duban, c.Data)
	if s.ApprovedMonth != 0 {
		line("    %s export monthly --month %s -o 月报.xlsx --data %s", duban, s.ApprovedMonth, c.Data)
	}
	line("\n  停止  Ctrl-C；再次运行接着用。要重新生成，停止后删除目录 %s", c.Data)
	return nil
}

func soFar(s tracking.Status) string {
	if s.ApprovedMonth == 0 {
		return "，本年还没有审定的月报"
	}
	return fmt.Sprintf("，1-%d月完成 %s 亿元", s.ApprovedMonth.Number(), s.Approved.Rounded(models.YiYuan))
}

// printAccounts prints what is known only once.
func (f *filler) printAccounts(line func(string, ...any), data string) {
	if len(f.accounts) == 0 {
		line("  登录  账号和密码已在首次启动时显示；忘记密码：%s user reset office --data %s\n", os.Args[0], data)
		return
	}
	line("  登录（密码只显示这一次）")
	for _, g := range f.accounts {
		line("    %-11s %s  %s", g.Login, g.Password, g.Name)
	}
	line("\n  令牌（只显示这一次，放在命令前面即以该身份操作）")
	for _, g := range f.accounts {
		if g.Token != "" {
			line("    %s  DUBAN_TOKEN=%s", g.Name, g.Token)
		}
	}
	line("")
}
