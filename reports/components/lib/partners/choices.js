// The choice of a partner travels from page to page.
export const travelling = ['partner'];
