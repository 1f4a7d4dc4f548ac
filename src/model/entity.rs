//! Entities: the organizations, people, programs and places an article speaks of.

use super::MentionKind;

/// Index into [`super::Document::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// The four kinds of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// schema:Organization
    Organization,
    /// schema:Person
    Person,
    /// ng:Program
    Program,
    /// schema:Place
    Place,
}

impl EntityKind {
    /// The kind of entity a mention of `kind` refers to.
    pub const fn of(kind: MentionKind) -> Option<Self> {
        match kind {
            MentionKind::Organization => Some(Self::Organization),
            MentionKind::Person => Some(Self::Person),
            MentionKind::Program => Some(Self::Program),
            MentionKind::Place => Some(Self::Place),
            _ => None,
        }
    }

    /// The guide's letter: O P G L.
    pub const fn letter(self) -> char {
        match self {
            Self::Organization => 'O',
            Self::Person => 'P',
            Self::Program => 'G',
            Self::Place => 'L',
        }
    }
}

macro_rules! subtypes {
    ($($(#[$doc:meta])* $name:ident $kind:ident),+ $(,)?) => {
        /// Finer kinds, as the annotation guide names them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Subtype { $($(#[$doc])* $name),+ }

        impl Subtype {
            /// All subtypes, in the guide's order.
            pub const ALL: &'static [Subtype] = &[$(Subtype::$name),+];

            /// The guide's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }

            /// The kind it refines.
            pub const fn kind(self) -> EntityKind {
                match self { $(Self::$name => EntityKind::$kind),+ }
            }

            /// The subtype with the guide's name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|s| s.name() == name)
            }
        }
    };
}

subtypes! {
    /// 派出所
    PoliceStation Organization,
    /// 政府, 局, 委
    Government Organization,
    /// 区委, 宣传部, 纪委
    Party Organization,
    /// 共青团, 妇联, 工会
    MassOrganization Organization,
    /// 事业单位, 中心
    PublicInstitution Organization,
    /// 居委会, 村委会, 社区
    Committee Organization,
    /// 学校
    School Organization,
    /// 大学
    University Organization,
    /// 医院
    Hospital Organization,
    /// 报社, 网, 台
    Media Organization,
    /// 公司
    Company Organization,
    /// 合作社
    Cooperative Organization,
    /// 协会, 商会, 基金会
    Association Organization,
    /// 部队
    Military Organization,
    /// 法院, 法庭
    Court Organization,
    /// 检察院
    Procuratorate Organization,
    /// 消防救援
    Fire Organization,
    /// 志愿服务队
    VolunteerTeam Organization,
    /// 警务室, 调解室, 工作室
    WorkRoom Organization,
    /// 运动队
    SportsTeam Organization,
    /// 科室, 窗口
    Department Organization,
    /// any other body
    Other Organization,
    /// a person
    Person Person,
    /// administrative area
    Admin Place,
    /// road, building, scenic spot
    Place Place,
    /// 项目, 工程, 计划
    Project Program,
    /// 创建活动, 宣传月, 专项行动
    Campaign Program,
    /// 工作法, 机制, 模式
    Method Program,
    /// 品牌
    Brand Program,
    /// 大赛
    Competition Program,
    /// 论坛, 会议
    Event Program,
    /// 平台, 服务
    Service Program,
}

/// One thing the article speaks of, under all its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Organization, person, program or place.
    pub kind: EntityKind,
    /// Finer kind.
    pub subtype: Subtype,
    /// Fullest name, without outer quote marks and without inner spaces in people's names.
    pub name: String,
    /// Every other name seen, in text order, no duplicates.
    pub other_names: Vec<String>,
    /// Indices into [`super::Document::mentions`], ascending. Empty when the entity only follows from another name.
    pub mentions: Vec<usize>,
    /// GB/T 2260 code of an administrative place.
    pub code: Option<String>,
    /// Whether this is the series of which others are editions (甘肃省青年志愿服务项目大赛).
    pub series: bool,
    /// IRIs elsewhere for the same thing, from a user's authority file.
    pub same_as: Vec<String>,
}

impl Entity {
    /// An entity with one name and no mentions yet.
    pub fn new(subtype: Subtype, name: impl Into<String>) -> Self {
        Self {
            kind: subtype.kind(),
            subtype,
            name: name.into(),
            other_names: Vec::new(),
            mentions: Vec::new(),
            code: None,
            series: false,
            same_as: Vec::new(),
        }
    }

    /// Whether `name` is one of its names, to the letter.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.other_names.iter().any(|n| n == name)
    }

    /// Adds a name unless it is known.
    pub fn add_name(&mut self, name: &str) {
        if !name.is_empty() && !self.is_called(name) {
            self.other_names.push(name.to_string());
        }
    }
}
