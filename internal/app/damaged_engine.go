package app

import "context"

// followEngineFile lets the doctor check the embedded server's file. If this start found the file damaged and moved it
// away, it says so and records it. If that cannot be recorded the program starts all the same: the data in the database
// is complete.
func (a *App) followEngineFile(ctx context.Context) {
	if a.engine == nil {
		return
	}
	a.Service.EngineFile = a.engine.CheckFile
	s := a.engine.SetAside()
	if s == nil {
		return
	}
	a.say("流程引擎的数据文件 %s 已损坏，已移到 %s；业务数据不受影响，各项目的流程正从数据库重建", s.Path, s.MovedTo)
	if err := a.Service.RecordEngineSetAside(ctx, s.Path, s.MovedTo, s.Found); err != nil {
		a.log.ErrorContext(ctx, "record the damaged file of the embedded server", "error", err)
	}
}
