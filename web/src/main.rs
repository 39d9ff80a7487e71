//! The page (表单页面): a form, what is wrong with it, and how it will read.

mod app;
mod browser;
mod component;
mod review;
mod state;

fn main() {
    yew::Renderer::<app::App>::with_root(browser::root()).render();
}
