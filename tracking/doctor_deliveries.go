package tracking

import (
	"fmt"
	"slices"
	"time"

	"duban/models"
	"duban/store"
)

// deliveryLate is how long something may wait to leave the program before that is a finding.
const deliveryLate = time.Hour

// mostFailed is how many messages that reached no person the doctor names; further ones are counted.
const mostFailed = 20

// failedNotices reports on messages that reached no person. None of it is a fault of the data: there was no one to
// tell.
func (s *Service) failedNotices(tx *store.Tx) (notices []string, err error) {
	failed, err := tx.FailedOutbox()
	for i, m := range failed {
		if i == mostFailed {
			return append(notices, fmt.Sprintf("另有 %d 条消息没有送达任何人", len(failed)-i)), err
		}
		notices = append(notices, fmt.Sprintf("%s “%s”没有送达任何人：%s；此后的消息将正常送达，这一条请另行告知",
			m.NotBefore.Minute(), m.Title, m.LastError))
	}
	return notices, err
}

// channelFailing is from how many failures in a row on the doctor names a channel.
const channelFailing = 3

// channelNotices names the channels that do not work: nothing is given to a dead one, and one that failed several times
// in a row may be the next.
func (s *Service) channelNotices(tx *store.Tx) (notices []string, err error) {
	channels, err := tx.Channels()
	for _, c := range channels {
		switch {
		case c.RemovedAt != 0:
		case c.DeadSince != 0:
			notices = append(notices, fmt.Sprintf("%s“%s”自 %s 起已停止使用（连续 %d 次发送失败：%s）：请在“发送渠道”中测试，仍不成功的停用后重新登记",
				c.Kind.Chinese(), c.Name, c.DeadSince.Minute(), c.Failures, c.LastError))
		case c.Failures >= channelFailing:
			notices = append(notices, fmt.Sprintf("%s“%s”最近 %d 次发送均未成功（%s）：请在“发送渠道”中测试", c.Kind.Chinese(), c.Name,
				c.Failures, c.LastError))
		}
	}
	return notices, err
}

// lateDeliveries reports on what waits to leave the program for an hour although its channel works.
func (s *Service) lateDeliveries(tx *store.Tx) (found []string, err error) {
	late, err := tx.OverdueDeliveries(s.now().Add(-deliveryLate))
	if err != nil || len(late) == 0 {
		return nil, err
	}
	channels, err := tx.Channels()
	if err != nil {
		return nil, err
	}
	people, err := tx.People()
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	working := slices.DeleteFunc(channels, func(c models.Channel) bool {
		return !c.Live() || c.RetryAt > s.now().Add(-deliveryLate) // says by itself that it does not work, or waits
	})
	for _, d := range late {
		i := slices.IndexFunc(working, func(c models.Channel) bool { return c.ID == d.Channel || d.Channel == "" })
		if i < 0 {
			continue
		}
		found = append(found, fmt.Sprintf("应于 %s 发给“%s”的通知尚未发出（渠道“%s”正常）：请重启服务；仍未发出的，在“发送渠道”中测试该渠道",
			d.NotBefore.Minute(), names[d.PersonID], working[i].Name))
	}
	return found, nil
}
