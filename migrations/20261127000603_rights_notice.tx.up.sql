-- owner: rights
-- Where to complain and how soon one is answered: one row, edited by the department.
create table rights_notice (
    one           boolean primary key default true check (one),
    response_days integer not null check (response_days between 1 and 30),
    contact       text not null check (length(contact) between 1 and 500),
    keeping       text not null check (length(keeping) between 1 and 2000),
    updated_at    timestamptz not null default now()
);
insert into rights_notice (response_days, contact, keeping)
values (2, 'Sở Nội vụ tỉnh, bộ phận quản lý công chức, viên chức',
        'Hồ sơ, minh chứng và mức năng lực được giữ trong thời gian công tác và theo quy định về lưu trữ hồ sơ công chức. Tệp nhập danh sách được xóa sau 30 ngày.');
