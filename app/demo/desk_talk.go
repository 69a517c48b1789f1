package demo

import (
	"time"

	"camtay/app/communities"
)

// mentorField is the position of the story's mentor; the department opened its
// community to the whole province.
const mentorField = "VX-KHCN"

// said is a question or a case with its answers. ago is in days.
type said struct {
	ago, author int
	field       string
	competency  string
	title       string
	body        string
	did, watch  string
	answers     []string
	accepted    bool // the first answer, which is the story's mentor's
}

// talk lets people of the story's ward and those around it ask, answer and share.
func (d *desk) talk(everyone []*person, mentor *person) {
	var around []*person
	for _, p := range everyone {
		if p.role == "" && (p.commune == mentor.commune || p.commune != nil && borders(p.commune, mentor.commune)) {
			around = append(around, p)
		}
	}
	if learner := partOf(everyone, learnerPart); learner != nil {
		around = append([]*person{learner}, around...)
	}
	if len(around) < 2 {
		return
	}
	conversations := conversations()
	stride := len(around)/(2*len(conversations)) + 1
	who := func(n int) *person { return around[n*stride%len(around)] }
	for i, s := range conversations {
		author := who(s.author)
		p := communities.Post{
			ID: d.ids.next(), Form: communities.Question, FieldKind: "position", Field: s.field, CommuneID: author.commune.ID, AuthorID: author.ID,
			CompetencyID: d.w.ids[s.competency], Title: s.title, Body: s.body, Did: s.did, Watch: s.watch,
			CreatedAt: d.w.at.AddDate(0, 0, -s.ago).Add(time.Duration(8*60+13*i) * time.Minute),
		}
		if s.did != "" {
			p.Form = communities.Case
		}
		d.posts = append(d.posts, p)
		for n, words := range s.answers {
			by := who(s.author + n + 3)
			if s.accepted && n == 0 {
				by = mentor
			}
			a := communities.Answer{ID: d.ids.next(), PostID: p.ID, AuthorID: by.ID, Body: words, CreatedAt: p.CreatedAt.Add(time.Duration(3+n) * time.Hour)}
			d.answers = append(d.answers, a)
			if s.accepted && n == 0 {
				d.accepted = append(d.accepted, communities.Acceptance{
					PostID: p.ID, AnswerID: a.ID, StaffID: mentor.ID, CompetencyID: p.CompetencyID, Level: mentor.shown[s.competency],
					Mentor: true, AcceptedAt: a.CreatedAt.Add(2 * time.Hour),
				})
			}
		}
	}
}

func borders(a, b *commune) bool {
	for _, c := range a.neighbours {
		if c == b {
			return true
		}
	}
	return false
}

func conversations() []said {
	return []said{
		{
			ago: 12, author: 0, field: counter, competency: "KNS-02", title: "Bản quét bị mờ khi đưa lên hệ thống",
			body:     "Bản quét 300 dpi đưa lên thì chữ nhòe, giảm dung lượng càng nhòe hơn. Mọi người đặt máy quét thế nào?",
			answers:  []string{"Chọn thang xám, 200 dpi, lưu PDF một tệp cho mỗi thành phần hồ sơ. Chữ rõ và tệp dưới 2 MB.", "Bên tôi lau kính máy quét đầu giờ, đỡ hẳn."},
			accepted: true,
		},
		{
			ago: 9, author: 1, field: counter, competency: "KNS-01", title: "Người dân nộp trực tuyến nhưng thiếu thành phần thì xử lý ra sao",
			body:     "Hồ sơ trực tuyến thiếu một giấy tờ. Từ chối hay yêu cầu bổ sung, và thời hạn tính lại từ đâu?",
			answers:  []string{"Yêu cầu bổ sung một lần, nêu đủ giấy tờ còn thiếu. Đồng hồ dừng từ lúc gửi yêu cầu và chạy tiếp khi nhận đủ."},
			accepted: true,
		},
		{
			ago: 8, author: 2, field: counter, competency: "NVM-01", title: "Hẹn trả kết quả khi trùng ngày nghỉ lễ",
			body: "Phiếu hẹn in ra ngày trả vào đúng dịp nghỉ lễ. Sửa tay trên phiếu hay để hệ thống tính?",
		},
		{
			ago: 6, author: 3, field: counter, title: "Tiếp công dân lớn tuổi không có điện thoại thông minh",
			body:    "Ông cụ đến một mình, không có tài khoản định danh mức 2 và không có điện thoại thông minh.",
			did:     "Hướng dẫn tại bàn hỗ trợ, nhận hồ sơ giấy, số hóa giúp và hẹn trả qua bưu chính theo yêu cầu.",
			watch:   "Không giữ giấy tờ gốc. Giải thích rõ phí bưu chính trước khi chọn.",
			answers: []string{"Bên tôi bố trí thêm một ghế ở bàn hỗ trợ, người cao tuổi đỡ phải đứng chờ."},
		},
		{
			ago: 5, author: 4, field: mentorField, competency: "KNS-03", title: "Đặt mật khẩu dùng chung cho máy ở quầy có đúng không",
			body:     "Máy ở quầy ba người thay nhau dùng, hiện dùng chung một tài khoản. Nên làm thế nào cho đúng?",
			answers:  []string{"Mỗi người một tài khoản, bật khóa màn hình sau năm phút. Dùng chung thì không biết ai đã xử lý hồ sơ."},
			accepted: true,
		},
		{
			ago: 4, author: 5, field: mentorField, title: "Phân loại phản ánh của người dân bằng bảng tính",
			body:  "Mỗi tuần nhận khoảng 60 phản ánh, phân loại thủ công mất cả buổi.",
			did:   "Lập bảng tính chung có danh mục sẵn, lọc theo thôn và lĩnh vực, giao việc ngay trong bảng.",
			watch: "Bảng không ghi họ tên, số điện thoại của người phản ánh.",
		},
		{
			ago: 2, author: 6, field: counter, competency: "KNS-02", title: "Ký số hàng loạt báo lỗi chứng thư",
			body:    "Chứng thư còn hạn nhưng ký hàng loạt báo không tìm thấy. Ký từng tệp thì được.",
			answers: []string{"Rút thiết bị, mở lại phần mềm ký rồi cắm lại. Nếu vẫn lỗi thì cập nhật phần mềm ký."},
		},
		{
			ago: 1, author: 7, field: counter, title: "Bàn giao hồ sơ cuối ngày khi đổi ca",
			body:  "Đổi ca giữa chừng, hồ sơ đang dở không rõ ai theo.",
			did:   "Dùng phiếu bàn giao một trang: số hồ sơ đang dở, việc tiếp theo, hạn gần nhất. Hai người cùng ký.",
			watch: "Đếm hồ sơ giấy đối chiếu với hệ thống trước khi ký.",
		},
	}
}
